"""Typer's own words in Danish, and the help texts of every command and option in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from baekken_cli.wording import printable

if TYPE_CHECKING:  # loading the model takes longer than all the rest of a short command
    from baekken_cli.model import Language

COMMANDS: dict[str, tuple[str, str]] = {
    "baekken": (
        "Spørgsmål om bækkensmerter i graviditeten og efter. Ingen diagnose, intet medicinsk udstyr. Offline og privat.",
        "Questions about pelvic pain in pregnancy and after. Not a diagnosis, not a medical device. Offline and private.",
    ),
    "check": (
        "Stiller spørgsmål, og siger hvem du bør kontakte, hvor hurtigt, og hvad du kan sige.",
        "Asks questions, and says whom to contact, how soon, and what to say.",
    ),
    "export": (
        "Skriver en opsummering ud fra gemte svar, uden at spørge.",
        "Writes a summary from saved answers, without asking.",
    ),
    "tips": (
        "Viser emnerne, eller rådene om ét emne.",
        "Lists the topics, or prints the advice on one.",
    ),
    "content": ("Til den, der redigerer indholdet.", "For those who edit the content."),
    "content check": (
        "Efterser indholdsfilerne. En linje for hver fejl.",
        "Checks the content files. One line for each finding.",
    ),
    "content table": (
        "Skriver reglerne med ord som en beslutningstabel, de mest presserende først.",
        "Prints the rules in words as a decision table, the most urgent first.",
    ),
    "content graph": (
        "Skriver spørgsmål, beslutninger og resultater som et diagram til Mermaid eller Graphviz.",
        "Prints questions, decisions and results as a diagram for Mermaid or Graphviz.",
    ),
    "content diff": (
        "Hvem får et andet råd med den nye fil end med den gamle?",
        "Who gets other advice with the new file than with the old one?",
    ),
    "history": (
        "Ser tilbage på de tjek, du har gemt (ellers en liste over dem).",
        "Looks back at the checks you have kept (otherwise a list of them).",
    ),
    "history list": ("Viser de gemte tjek, og hvor de ligger.", "Lists the checks kept, and where they lie."),
    "history show": (
        "Viser ét tjek: rådet den dag og svarene.",
        "Shows one check: that day's advice and the answers.",
    ),
    "history compare": (
        "Viser, hvad der er bedre eller værre mellem to tjek (ellers de to nyeste).",
        "Shows what is better or worse between two checks (otherwise the two newest).",
    ),
    "history trend": (
        "Viser smerte og hverdag over tid, først med ord.",
        "Shows pain and everyday life over time, in words first.",
    ),
    "history export": ("Skriver alle tjek som JSON eller CSV.", "Prints all checks as JSON or CSV."),
    "history delete": ("Sletter ét tjek, eller alle og filen.", "Deletes one check, or all and the file."),
    "about": (
        "Hvad programmet er til, dets grænser, versioner og kilder.",
        "What the program is for, its limits, versions and sources.",
    ),
}
OPTIONS: dict[str, tuple[str, str]] = {
    "lang": ("Sprog: da eller en.", "Language: da or en."),
    "plain": (
        "Én linje ad gangen, uden farver og rammer.",
        "One line at a time, without colour or boxes.",
    ),
    "no_color": ("Ingen farver.", "No colour."),
    "answers": ("Fil med svar (YAML eller JSON).", "File with answers (YAML or JSON)."),
    "no_input": (
        "Spørg ikke; stop, hvis svar mangler.",
        "Do not ask; stop if answers are missing.",
    ),
    "as_json": ("Skriv kun resultatet som JSON.", "Print only the result, as JSON."),
    "export": ("Skriv opsummeringen i denne fil.", "Write the summary to this file."),
    "output": (
        "Skriv i denne fil i stedet for på skærmen.",
        "Write to this file instead of the screen.",
    ),
    "format_name": ("txt, md, html eller json.", "txt, md, html or json."),
    "force": ("Erstat en fil, der findes.", "Replace a file that exists."),
    "witness": (
        "Skriv et sæt svar for hvert område i denne mappe.",
        "Write a set of answers for each region in this folder.",
    ),
    "budget": (
        "Hvor mange blindgyder beviset må møde, før det giver op.",
        "How many dead ends the proof may meet before it gives up.",
    ),
    "region": (
        "Din region, så det rigtige nummer vises.",
        "Your region, so that the right number is shown.",
    ),
    "since": (
        "Svar igen: fil med svarene fra sidst. Viser, hvad der er bedre eller værre.",
        "Answer again: file with the answers of last time. Shows what is better or worse.",
    ),
    "clear": (
        "Ryd skærmen, når du er færdig (også det, der er rullet væk).",
        "Clear the screen when you are done (also what scrolled away).",
    ),
    "keep": (
        "Gem tjekket på maskinen, så du kan se tilbage (baekken history).",
        "Keep the check on this machine, to look back (baekken history).",
    ),
    "page_for": (
        "Hvem siden er til: clinician (på dansk, medmindre --lang siger andet) eller self.",
        "Whom the page is for: clinician (in Danish unless --lang says otherwise) or self.",
    ),
    "number": ("Nummeret på et gemt tjek.", "The number of a kept check."),
    "numbers": ("Numrene på to gemte tjek.", "The numbers of two kept checks."),
    "one": ("Nummeret på det tjek, der skal slettes.", "The number of the check to delete."),
    "everything": ("Slet alle tjek og filen.", "Delete all checks and the file."),
    "history_format": ("json eller csv.", "json or csv."),
    "topic": ("Emne, fx søvn.", "Topic, such as sleep."),
    "answers_file": ("Fil med svar.", "File with answers."),
    "file": ("questions.yaml, der skal efterses.", "The questions.yaml to check."),
    "old": ("questions.yaml, som den var.", "questions.yaml as it was."),
    "new": (
        "questions.yaml, som den bliver (ellers den, der kører).",
        "questions.yaml as it will be (otherwise the one that runs).",
    ),
    "copy": (
        "En kopi af questions.yaml i stedet for den, der kører.",
        "A copy of questions.yaml instead of the one that runs.",
    ),
    "table_format": (
        "txt, md eller csv (til et regneark).",
        "txt, md or csv (for a spreadsheet).",
    ),
    "graph_format": ("mermaid eller dot (til Graphviz).", "mermaid or dot (for Graphviz)."),
    "part": (
        "questions, decisions, flags eller rules; eller et navn fra filen: alt, der fører dertil.",
        "questions, decisions, flags or rules; or a name from the file: all that leads there.",
    ),
    "sources": ("Vis alle kilder.", "Show all sources."),
    "version": ("Vis versionen.", "Show the version."),
    "help": ("Vis denne hjælp.", "Show this help."),
    "install_completion": (
        "Gør tab-udfyldning klar i din skal (ændrer dens opsætning).",
        "Install completion for your shell (changes its settings).",
    ),
    "show_completion": ("Vis linjerne til tab-udfyldning.", "Show the lines for completion."),
}
_METAVARS = {
    "FILE": "FIL",
    "[FILE]": "[FIL]",
    "FOLDER": "MAPPE",
    "OLD": "GAMMEL",
    "[NEW]": "[NY]",
    "ANSWERS": "SVAR",
    "[TOPIC]": "[EMNE]",
    "PART|NAME": "DEL|NAVN",
}
# Typer's English, and the Danish for it. Two tables, as each pattern has to be compiled at every start.
_IN_HELP: tuple[tuple[str, str], ...] = (
    (r"^Usage:", "Brug:"),
    (r"^Options:", "Valg:"),
    (r"^Arguments:", "Argumenter:"),
    (r"^Commands:", "Kommandoer:"),
    (r"\[OPTIONS\]", "[VALG]"),
    (r"COMMAND \[ARGS\]\.\.\.", "KOMMANDO [ARGUMENTER]..."),
    (r"Show this message and exit\.", "Vis denne hjælp."),
    (r"\[required\]", "[skal angives]"),
    (r"\[default:(\s+[^\]]*)\]", r"[ellers:\1]"),
)
_IN_ERRORS: tuple[tuple[str, str], ...] = (
    (r"(\S+) is not in the range x>=(\d+)\.", r"\1 er mindre end \2."),
    (r"(\S+) is not a valid int(?:eger)?\.", r"\1 er ikke et helt tal."),
    (r"^No such option: (.+?)(?= \(Possible|$)", r"Der er ikke noget valg, der hedder \1."),
    (r" \(Possible options: (.+)\)$", r" Mente du \1?"),
    (
        r"^No such command (.+?)\.?(?= Did you mean|\.? Did|$)",
        r"Der er ikke nogen kommando, der hedder \1.",
    ),
    (r"\.? ?Did you mean (.+)\?$", r". Mente du \1?"),
    (r"^Missing command\.", "Der mangler en kommando."),
    (r"^Missing argument (.+?)\.", r"Argumentet \1 mangler."),
    (r"^Missing option (.+?)\.", r"Valget \1 mangler."),
    (r"^Got unexpected extra argument\(?s?\)? \((.+)\)$", r"For mange argumenter: \1."),
    (r"^Option (.+?) requires an argument\.", r"Valget \1 skal have en værdi."),
    (r"^Option (.+?) does not take a value\.", r"Valget \1 skal ikke have en værdi."),
    (r"^Invalid value for (.+?): (.+)$", r"Ugyldig værdi for \1: \2"),
    (r"(.+) is not one of (.+)\.$", r"\1 er ikke en af \2."),
)


def translated(error: str, language: Language) -> str:
    """Typer's message in ``language``; what is not known stays English, what was typed is inert."""
    error = printable(error)
    if language == "en":
        return error
    text = _danish(error, (*_IN_HELP, *_IN_ERRORS))
    return text.replace("..", ".") if "..." not in text else text


def _danish(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, danish in table:
        text = re.sub(pattern, danish, text, flags=re.MULTILINE)
    return text


def give_words(command: Any, language: Language, name: str = "baekken") -> None:
    """Puts the help texts of ``language`` into a command, its options and its sub-commands."""
    index = 0 if language == "da" else 1
    command.help = command.short_help = COMMANDS[name][index]
    for parameter in command.params:
        parameter.help = OPTIONS[parameter.name][index]
        if language == "da":
            parameter.metavar = _METAVARS.get(parameter.metavar, parameter.metavar)
    if language == "da":
        plain_help = command.get_help
        command.get_help = lambda ctx: _danish(plain_help(ctx), _IN_HELP)
    for sub_name, sub in getattr(command, "commands", {}).items():
        give_words(sub, language, sub_name if name == "baekken" else f"{name} {sub_name}")
