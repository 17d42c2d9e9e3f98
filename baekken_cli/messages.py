"""Every sentence of the program itself, Danish and English, by code. Content lives in the YAML files."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading the model takes longer than all the rest of a short command
    from baekken_cli.model import Language

MESSAGES: dict[str, tuple[str, str]] = {
    # ---- the interview
    "welcome": (
        "baekken spørger om smerter i bækkenet i graviditeten og efter. Intet gemmes, og intet sendes.",
        "baekken asks about pelvic pain in pregnancy and after. Nothing is kept and nothing is sent.",
    ),
    "welcome_emergency": (
        "Er der fare for liv nu, så ring 112.",
        "If a life is in danger now, call 112.",
    ),
    "keys": (
        "? hjælp · v hvorfor · < tilbage · o oversigt · q stop",
        "? help · w why · < back · o overview · q quit",
    ),
    "keys_in_words": (
        "hjælp, hvorfor, tilbage, oversigt, stop",
        "help, why, back, overview, quit",
    ),
    "where": (
        "Del {number} af {total}: {title}. Højst {left} spørgsmål igen.",
        "Part {number} of {total}: {title}. At most {left} questions left.",
    ),
    "where_last": (
        "Del {number} af {total}: {title}. Det sidste spørgsmål.",
        "Part {number} of {total}: {title}. The last question.",
    ),
    "where_again": ("{title}. Du ser på et svar igen.", "{title}. You are looking at an answer again."),
    "answer_old": (
        "Dit svar var: {answer}. Skriv {keep} for at beholde det.",
        "Your answer was: {answer}. Type {keep} to keep it.",
    ),
    "answer_calendar": (
        "Efter kalenderen er svaret nu: {answer}. Skriv {keep}, hvis det passer.",
        "By the calendar the answer is now: {answer}. Type {keep} if it is right.",
    ),
    "no_unsure": (
        "Her er der ikke noget svar, der hedder {answer}. Vælg det, der passer bedst.",
        "There is no answer called {answer} here. Choose what fits best.",
    ),
    "answer_last_time": (
        "Sidst svarede du: {answer}. Skriv {keep}, hvis det er det samme nu.",
        "Last time you answered: {answer}. Type {keep} if it is the same now.",
    ),
    "nothing_to_keep": (
        "Der er ikke noget svar at beholde her.",
        "There is no answer to keep here.",
    ),
    "choose_one": ("Skriv et nummer fra 1 til {count}", "Type a number from 1 to {count}"),
    "choose_several": (
        "Skriv et eller flere numre fra 1 til {count}, fx 1\N{NO-BREAK SPACE}3",
        "Type one or more numbers from 1 to {count}, for example 1\N{NO-BREAK SPACE}3",
    ),
    "answered": ("Svar: {answer}", "Answer: {answer}"),
    "ticked": (
        "Svar, {count} af {total} valgt: {answer}",
        "Answer, {count} of {total} chosen: {answer}",
    ),
    "read_back_pregnancy_week": (
        "Gravid i uge {answer}. Rigtigt forstået?",
        "Pregnant in week {answer}. Is that right?",
    ),
    "read_back_time_since": (
        "{answer} siden. Rigtigt forstået?",
        "{answer} ago. Is that right?",
    ),
    "read_back_score": (
        "Altså {answer}. Rigtigt forstået?",
        "So {answer}. Is that right?",
    ),
    "yes_or_skip": ("Skriv ja, eller s for at springe over", "Type yes, or s to skip"),
    "empty_answer": (
        "Der er ikke noget svar endnu. Her er spørgsmålet igen.",
        "There is no answer yet. Here is the question again.",
    ),
    "not_understood": (
        "Det forstod jeg ikke: {answer}. Intet er valgt. Skriv et nummer fra 1 til {count}.",
        "I did not understand: {answer}. Nothing is chosen. Type a number from 1 to {count}.",
    ),
    "not_quite": (
        'Det forstod jeg ikke: {answer}. Mente du "{options}"? Så skriv {number}.',
        'I did not understand: {answer}. Did you mean "{options}"? Then type {number}.',
    ),
    "several_fit": (
        "{answer} passer på flere: {options}. Skriv nummeret.",
        "{answer} fits more than one: {options}. Type the number.",
    ),
    "only_one": (
        "Her kan du vælge ét svar. Jeg forstod: {options}. Skriv et af numrene.",
        "You can choose one answer here. I understood: {options}. Type one of the numbers.",
    ),
    "partly_understood": (
        "Jeg forstod: {options}. Men ikke: {answer}. Intet er valgt endnu. Skriv alle numrene igen.",
        "I understood: {options}. But not: {answer}. Nothing is chosen yet. Type all the numbers again.",
    ),
    "overview": ("Dine svar", "Your answers"),
    "overview_empty": ("Du har ikke svaret på noget endnu.", "You have not answered anything yet."),
    "overview_keys": (
        "Skriv {keep} for at gå videre, eller nummeret på et svar for at ændre det.",
        "Type {keep} to go on, or the number of an answer to change it.",
    ),
    "overview_last": (
        "Skriv {keep} for at se resultatet, eller nummeret på et svar for at ændre det.",
        "Type {keep} to see the result, or the number of an answer to change it.",
    ),
    "not_shown": ("besvaret, vises ikke her", "answered, not shown here"),
    # ---- stopping, and going on later
    "stopped_here": (
        "Stoppet her. Antal svar indtil nu: {count}. Intet er gemt.",
        "Stopped here. Answers so far: {count}. Nothing is kept.",
    ),
    "offer_to_keep": (
        "Vil du gemme svarene i en fil, så du kan fortsætte senere?",
        "Do you want to save the answers in a file, so that you can go on later?",
    ),
    "answers_name": (
        "Hvad skal filen hedde? Fx svar.yaml",
        "What should the file be called? For example answers.yaml",
    ),
    "go_on_with": ("Fortsæt med: {command}", "Go on with: {command}"),
    "interrupted_kept": (
        "Stoppet. Der er ingen vurdering endnu. Kun svarene er gemt.",
        "Stopped. There is no assessment yet. Only the answers are kept.",
    ),
    "interrupted_after": ("Stoppet. Mere er ikke gemt.", "Stopped. Nothing more is kept."),
    "enter_clears": (
        "Tryk Enter, når du er færdig. Så ryddes skærmen.",
        "Press Enter when you are done. Then the screen is cleared.",
    ),
    "cleared": (
        "Skærmen er ryddet. Luk også vinduet, hvis andre bruger maskinen.",
        "The screen is cleared. Close the window too if others use this machine.",
    ),
    "cannot_clear": (
        "Skærmen kan ikke ryddes herfra. Luk vinduet, hvis andre bruger maskinen.",
        "The screen cannot be cleared from here. Close the window if others use this machine.",
    ),
    # ---- what she can do with the result on the screen
    "alarm_keys": (
        "Ring først. Skriv {more} for mere, eller {stop} for at slutte.",
        "Call first. Type {more} for more, or {stop} to end.",
    ),
    "say_this": ("Sig: {words}", "Say: {words}"),
    "say_this_danish": ("På dansk: {words}", "In Danish: {words}"),
    "menu": ("Hvad vil du nu?", "What would you like to do now?"),
    "menu_rest": (
        "Svare på resten, så opsummeringen bliver hel (rådet bliver det samme)",
        "Answer the rest, so that the summary is whole (the advice stays the same)",
    ),
    "menu_change": ("Se eller rette mine svar", "See or change my answers"),
    "menu_save": (
        "Gemme en side til jordemoderen eller lægen",
        "Save a page for the midwife or doctor, in Danish",
    ),
    "menu_clear": ("Rydde skærmen og slutte", "Clear the screen and end"),
    "menu_end": ("Slutte", "End"),
    "file_name": (
        "Hvad skal filen hedde? Fx opsummering.txt. Skriv {back} for at lade være.",
        "What should the file be called? For example summary.txt. Type {back} to leave it.",
    ),
    # ---- answering again on a later day
    "when_last": (
        "Hvornår svarede du sidst? Skriv fx 2 uger eller en dato.",
        "When did you answer last? Type for example 2 weeks or a date.",
    ),
    "when_last_example": (
        "Det forstod jeg ikke. Skriv fx 10 dage, 3 uger eller 1.11.2026.",
        "I did not understand. Type for example 10 days, 3 weeks or 1.11.2026.",
    ),
    "since_last": (
        "Siden sidst (antal dage: {days})",
        "Since last time (days: {days})",
    ),
    "worse": ("Værre: {changes}", "Worse: {changes}"),
    "better": ("Bedre: {changes}", "Better: {changes}"),
    "same": ("Omtrent som sidst: {changes}", "About as last time: {changes}"),
    "nothing_to_compare": (
        "Ingen af svarene kan sammenlignes med sidst.",
        "None of the answers can be compared with last time.",
    ),
    "new_sign": ("nyt tegn: {sign}", "new sign: {sign}"),
    "sign_gone": ("ikke længere: {sign}", "no longer: {sign}"),
    "worse_ticks": ("{name}, nyt: {ticks}", "{name}, new: {ticks}"),
    "better_ticks": ("{name}, ikke længere: {ticks}", "{name}, no longer: {ticks}"),
    "was_and_is": ("{name}: {now}, sidst {before}", "{name}: {now}, last time {before}"),
    "advice_then": ("Rådet sidst: {urgency}", "The advice last time: {urgency}"),
    "change_limit": (
        "Smerte fra 0 til 10 kaldes kun bedre eller værre, når forskellen er mindst {points}. Der er ingen grænse, som alle er enige om. [{sources}]",
        "Pain from 0 to 10 is only called better or worse when the difference is at least {points}. There is no limit that all agree on. [{sources}]",
    ),
    # ---- looking back
    "history_title": ("Gemte tjek: {count}", "Checks kept: {count}"),
    "history_place": (
        "De ligger i {path}. Kun du kan læse filen.",
        "They lie in {path}. Only you can read the file.",
    ),
    "nothing_kept": (
        "Der er ikke gemt noget. Gem et tjek med: baekken check --save",
        "Nothing is kept. Keep a check with: baekken check --save",
    ),
    "no_such_check": (
        "Der er ikke noget gemt tjek med nummer {number}. Se dem med: baekken history",
        "There is no kept check with the number {number}. See them with: baekken history",
    ),
    "two_checks_needed": (
        "Der skal to tjek til at sammenligne, fx: baekken history compare 1 2",
        "It takes two checks to compare, for example: baekken history compare 1 2",
    ),
    "no_advice": ("ingen vurdering", "no assessment"),
    "own_words_line": ("Egne ord: {words}", "In my own words: {words}"),
    "kept_check": (
        "Tjekket er gemt som nummer {number}. Se tilbage med: baekken history",
        "The check is kept as number {number}. Look back with: baekken history",
    ),
    "not_kept": (
        "Tjekket kunne ikke gemmes. Resultatet står stadig her.",
        "The check could not be kept. The result still stands here.",
    ),
    "trend_title": ("Smerte og hverdag over tid", "Pain and everyday life over time"),
    "trend_caption": ("Værste smerte, 0 til 10, over tid", "Worst pain, 0 to 10, over time"),
    "trend_nothing": ("Ingen tal at følge.", "No figures to follow."),
    "trend_line": ("{name}: {values}.", "{name}: {values}."),
    "trend_count": ("{name}, antal ting: {values}.", "{name}, number of things: {values}."),
    "and_then": (", så ", ", then "),
    "trend_better": (
        "Bedre end første gang (mindst {points} mindre). [{sources}]",
        "Better than the first time (at least {points} less). [{sources}]",
    ),
    "trend_worse": (
        "Værre end første gang (mindst {points} mere). [{sources}]",
        "Worse than the first time (at least {points} more). [{sources}]",
    ),
    "trend_same": (
        "Omtrent som første gang (under {points} fra). [{sources}]",
        "About as the first time (less than {points} away). [{sources}]",
    ),
    "trend_pain": ("Værst, 0 til 10:", "Worst, 0 to 10:"),
    "trend_hard": ("Antal ting, der er svære:", "Number of things that are hard:"),
    "own_weeks": (
        "Dig, {weeks} efter fødslen: værst {pain}.",
        "You, {weeks} after the birth: worst {pain}.",
    ),
    "no_prediction": (
        "Tallene er fra andre og kun omtrentlige. De siger ikke, hvordan det går dig.",
        "The figures are other people's, and rough. They do not say how it will go for you.",
    ),
    "unknown_history_format": (
        "Formatet {name} kendes ikke her. Brug json eller csv.",
        "The format {name} is not known here. Use json or csv.",
    ),
    "delete_what": (
        "Skriv nummeret på ét tjek, eller --all for at slette alle.",
        "Give the number of one check, or --all to delete all.",
    ),
    "delete_needs_force": (
        "Her kan der ikke spørges. Brug --force for at slette uden at blive spurgt.",
        "Nobody can be asked here. Use --force to delete without being asked.",
    ),
    "delete_sure": ("Slette tjek nummer {number}?", "Delete check number {number}?"),
    "delete_all_sure": ("Slette alle gemte tjek og filen?", "Delete all kept checks and the file?"),
    "nothing_deleted": ("Intet er slettet.", "Nothing is deleted."),
    "deleted": ("Slettet.", "Deleted."),
    "deleting_cannot": (
        "Det når ikke sikkerhedskopier, filer du selv har gemt, det terminalen husker, eller rester, som en disk kan gemme.",
        "This does not reach backups, files that you saved yourself, what the terminal remembers, or traces that a disk may keep.",
    ),
    "history_foreign": (
        "{path} er ikke en fil fra baekken. Den er ikke rørt. Flyt den, hvis baekken skal gemme her.",
        "{path} is not a file of baekken. It was not touched. Move it if baekken should keep checks here.",
    ),
    "history_newer": (
        "{path} er fra en nyere baekken. Den er ikke rørt. Brug den nyere version.",
        "{path} comes from a newer baekken. It was not touched. Use the newer version.",
    ),
    "history_damaged": (
        "{path} er beskadiget. Den er ikke rørt. Flyt den for at begynde på en ny.",
        "{path} is damaged. It was not touched. Move it to begin a new one.",
    ),
    "history_locked": (
        "{path} bruges af et andet program lige nu. Intet er ændret. Prøv igen om lidt.",
        "{path} is in use by another program just now. Nothing is changed. Try again in a moment.",
    ),
    "history_full": (
        "Disken er fuld eller svarer ikke: {path}. Det, der var gemt, står der stadig. Skaf plads, og prøv igen.",
        "The disk is full or does not answer: {path}. What was kept is still there. Make room and try again.",
    ),
    "history_no_access": (
        "Der kan ikke skrives i {path}. Intet er ændret.",
        "{path} cannot be written to. Nothing is changed.",
    ),
    # ---- the page to take along
    "main_problem": ("Det drejer sig om: {matters}.", "It is about: {matters}."),
    "own_words": ("Egne ord: {words}", "In my own words: {words}"),
    "and_more": ("og {count} mere", "and {count} more"),
    "stopped_early": (
        "Spørgsmålene stoppede her, fordi det haster. Resten er der ikke spurgt om.",
        "The questions stopped here because it is urgent. The rest was not asked about.",
    ),
    "own_footer": (
        "baekken {program}, indhold {content}, {date}.",
        "baekken {program}, content {content}, {date}.",
    ),
    "own_page": ("Til mig selv fra baekken", "For myself, from baekken"),
    "add_own_words": (
        "Vil du tilføje en linje med dine egne ord? Skriv den, eller tryk Enter for at lade være.",
        "Do you want to add a line in your own words? Type it, or press Enter to leave it out.",
    ),
    "unknown_reader": (
        "{name} kendes ikke. Brug clinician eller self.",
        "{name} is not known. Use clinician or self.",
    ),
    "menu_save_self": (
        "Gemme en side til mig selv, med råd og tips",
        "Save a page for myself, with advice and tips",
    ),
    "menu_keep": (
        "Gemme tjekket på maskinen, så jeg kan se tilbage",
        "Keep the check on this machine, to look back",
    ),
    "body_title": (
        "Hvor det gør ondt: fyldte prikker, set forfra og bagfra",
        "Where it hurts: full dots, from the front and from behind",
    ),
    # ---- the picture
    "from_the_front": ("Forfra", "From the front"),
    "from_behind": ("Bagfra", "From behind"),
    "body_right": ("højre", "right"),
    "body_left": ("venstre", "left"),
    "right_side": ("din højre", "your right"),
    "left_side": ("din venstre", "your left"),
    "type_number": (
        "Skriv et tal fra {low} til {high}, eller: ved ikke",
        "Type a number from {low} to {high}, or: don't know",
    ),
    "type_week": (
        "Skriv ugen, fx 31 eller 31+4, eller din termin. Ellers: ved ikke",
        "Type the week, such as 31 or 31+4, or your due date. Otherwise: don't know",
    ),
    "type_time": (
        "Skriv fx 12 uger, 10 dage, 3 måneder eller en dato. Ellers: ved ikke",
        "Type for example 12 weeks, 10 days, 3 months or a date. Otherwise: don't know",
    ),
    "about_when": ("Hvad er det så cirka?", "About when, then?"),
    "yes_or_no": ("Skriv ja eller nej", "Type yes or no"),
    "help_title": ("Hvad menes der? {text}", "What is meant? {text}"),
    "why_title": ("Hvorfor spørger vi? {text}", "Why do we ask? {text}"),
    "at_the_start": ("Du er ved det første spørgsmål.", "This is the first question."),
    "number_not_understood": (
        "Det forstod jeg ikke: {answer}. Skriv et helt tal fra {low} til {high}.",
        "I did not understand: {answer}. Type a whole number from {low} to {high}.",
    ),
    "time_not_understood": (
        "Det forstod jeg ikke: {answer}. Prøv fx {example}.",
        "I did not understand: {answer}. Try for example {example}.",
    ),
    "time_future": (
        "Den dato er ikke kommet endnu. Prøv igen.",
        "That date has not come yet. Try again.",
    ),
    "time_date_unclear": (
        "Den dato findes ikke eller er uklar. Skriv dag, måned og år, fx 3.2.2027.",
        "That date does not exist or is unclear. Type day, month and year, such as 3.2.2027.",
    ),
    "week_too_many": (
        "Det giver ikke en uge fra 0 til 43. Prøv igen.",
        "That does not give a week from 0 to 43. Try again.",
    ),
    "time_too_many": ("Det er for lang tid. Prøv igen.", "That is too long. Try again."),
    "no_such_number": (
        "Der er ikke noget nummer {answer} her. Skriv et nummer fra 1 til {count}.",
        "There is no number {answer} here. Type a number from 1 to {count}.",
    ),
    "alone": (
        '"{option}" kan ikke stå sammen med andre svar. Vælg enten det eller de andre.',
        '"{option}" cannot stand beside other answers. Choose either that or the others.',
    ),
    "ended": (
        "Svarene stoppede, før der var nok. Der er ingen vurdering. Intet er gemt.",
        "The answers ended before there were enough. There is no assessment. Nothing is kept.",
    ),
    "ended_hint": (
        "Start baekken check i en terminal, eller brug --answers FIL.",
        "Start baekken check in a terminal, or use --answers FILE.",
    ),
    "in_doubt": (
        "Er du i tvivl, om det haster, så ring til lægevagten eller 112.",
        "If you are not sure whether it is urgent, call the out-of-hours doctor or 112.",
    ),
    "missing_answers": (
        "Der mangler svar på: {questions}.",
        "Answers are missing for: {questions}.",
    ),
    "interrupted": (
        "Stoppet. Der er ingen vurdering, og intet er gemt.",
        "Stopped. There is no assessment, and nothing is kept.",
    ),
    "saved": ("Gemt i {path}. Kun du kan læse den.", "Saved in {path}. Only you can read it."),
    "private_left_out": (
        "Svar om tryghed derhjemme er aldrig med i det, der gemmes.",
        "Answers about safety at home are never part of what is saved.",
    ),
    "no_summary_private": (
        "Der er ikke svar nok til en opsummering. Intet er gemt.",
        "There are not enough answers for a summary. Nothing is saved.",
    ),
    # ---- the result
    "what_to_do": ("Det skal du gøre", "What to do"),
    "contact": ("Kontakt", "Contact"),
    "how_soon": ("Hvornår", "How soon"),
    "say_on_phone": ("Det kan du sige i telefonen", "What you can say on the phone"),
    "say_in_danish": ("Det samme på dansk, til at læse højt", "The same in Danish, to read aloud"),
    "meaning": ("Det peger dine svar på", "What your answers point to"),
    "why": ("Hvorfor", "Why"),
    "next": ("Sådan går det oftest", "What usually happens next"),
    "support": ("Godt at vide for dig", "Good for you to know"),
    "tips": ("Tips, der passer til dig", "Tips that fit you"),
    "more_tips": ("Mere: baekken tips {topics}", "More: baekken tips {topics}"),
    "check_again": ("Hvornår du skal svare igen", "When to answer again"),
    "alarm": (
        "Ring med det samme, hvis du får noget af det her",
        "Call at once if you get any of these",
    ),
    "limits": ("Husk", "Remember"),
    "limits_text": (
        "Det her er ingen diagnose og intet medicinsk udstyr. Ingen fagperson har gennemgået indholdet endnu. Er du utryg, så ring, uanset hvad der står her.",
        "This is not a diagnosis and not a medical device. No clinician has reviewed the content yet. If you are worried, call, whatever it says here.",
    ),
    "once_more": ("Det vigtigste", "The most important thing"),
    "you_ticked": ("Du satte kryds ved: {title}.", "You ticked: {title}."),
    "your_answers": ("Dine svar: {answers}", "Your answers: {answers}"),
    "rule_and_sources": ("[regel {rule}; kilder {sources}]", "[rule {rule}; sources {sources}]"),
    "sources": ("Kilder: {sources}", "Sources: {sources}"),
    "open_now": ("har åbent nu på hverdage kl. {start}-{end}", "open now, weekdays {start}-{end}"),
    "closed_now": (
        "har lukket nu; åbent hverdage kl. {start}-{end}",
        "closed now; open weekdays {start}-{end}",
    ),
    "phone": ("Telefon {number}", "Phone {number}"),
    "phone_old": (
        "Telefon {number} (var gyldigt til {date}; slå det op, hvis det ikke svarer)",
        "Phone {number} (was valid until {date}; look it up if nobody answers)",
    ),
    "phone_region": ("{region}: {number}", "{region}: {number}"),
    "numbers_checked": (
        "Numrene er fra kilder, der sidst er læst {date}. Slå dem op, hvis ingen svarer.",
        "The numbers come from sources last read on {date}. Look them up if nobody answers.",
    ),
    "phone_pregnant": ("Jeg er gravid i uge {weeks}.", "I am pregnant in week {weeks}."),
    "phone_pregnant_about": ("Jeg er gravid, {weeks}.", "I am pregnant, {weeks}."),
    "phone_pregnant_unsure": (
        "Jeg er gravid, men ved ikke præcis hvor langt.",
        "I am pregnant but do not know exactly how far.",
    ),
    "phone_postpartum": ("Jeg fødte for {weeks} siden.", "I gave birth {weeks} ago."),
    "phone_postpartum_about": (
        "Jeg har født. Det er {weeks} siden.",
        "I have given birth. It was {weeks} ago.",
    ),
    "phone_loss": ("Min graviditet sluttede for {weeks} siden.", "My pregnancy ended {weeks} ago."),
    "phone_loss_about": (
        "Min graviditet er slut. Det er {weeks} siden.",
        "My pregnancy has ended. It was {weeks} ago.",
    ),
    "phone_matter": ("Jeg ringer på grund af {matters}.", "I am calling because of {matters}."),
    "and_also": ("; og ", "; and "),
    "phone_program": (
        "Jeg har svaret på spørgsmål i et program, og det råder mig til at kontakte jer.",
        "I have answered questions in a program, and it advises me to contact you.",
    ),
    "week_n": ("uge {weeks}", "week {weeks}"),
    "weeks_0": ("under 1 uge", "less than 1 week"),
    "weeks_1": ("1 uge", "1 week"),
    "weeks_n": ("{weeks} uger", "{weeks} weeks"),
    # ---- the summary
    "summary": ("Opsummering fra baekken", "Summary from baekken"),
    "situation": ("Situation", "Situation"),
    "background": ("Baggrund", "Background"),
    "assessment": ("Vurdering: mine svar", "Assessment: my answers"),
    "flags_raised": ("Alarmtegn, ja: {flags}", "Red flags, yes: {flags}"),
    "flags_unsure": ("Alarmtegn, ved ikke: {flags}", "Red flags, don't know: {flags}"),
    "flags_denied": (
        "Alarmtegn, spurgt om og svaret nej: {flags}",
        "Red flags, asked and answered no: {flags}",
    ),
    "request": ("Det ønsker jeg", "What I ask for"),
    "advised": ("Programmets råd {date}: {urgency}", "The program's advice on {date}: {urgency}"),
    "advised_none": (
        "Programmets råd {date}: spørgsmålene passer ikke på situationen.",
        "The program's advice on {date}: the questions do not fit the situation.",
    ),
    "points_to": ("Svarene peger på: {classification}", "The answers point to: {classification}"),
    "room_for_own_words": (
        "Egne ord: ______________________________",
        "In my own words: ______________________________",
    ),
    "footer": (
        "baekken {program}, indhold {content}. Besvaret af brugeren selv, ikke undersøgt. Ingen diagnose. Indholdet er ikke gennemgået af en fagperson.",
        "baekken {program}, content {content}. Answered by the user, not examined. Not a diagnosis. The content has not been reviewed by a clinician.",
    ),
    "no_flags": ("Ingen", "None"),
    # ---- tips
    "tips_list": (
        "Emner. Skriv baekken tips EMNE, fx baekken tips søvn.",
        "Topics. Type baekken tips TOPIC, for example baekken tips sleep.",
    ),
    "tips_for": ("gælder: {stages}", "for: {stages}"),
    "stage_pregnant": ("gravide", "pregnant"),
    "stage_postpartum": ("efter fødslen", "after birth"),
    "stage_loss": ("efter et tab", "after a loss"),
    "strength_strong": (
        "God forskning bag: flere forsøg eller en faglig retningslinje",
        "Good research behind it: several trials or a guideline",
    ),
    "strength_some": (
        "Noget forskning bag: enkelte undersøgelser",
        "Some research behind it: single studies",
    ),
    "strength_experience": (
        "Bygger på erfaring fra fagfolk",
        "Rests on the experience of professionals",
    ),
    "no_such_topic": (
        "Der er ikke noget emne, der hedder {name}.",
        "There is no topic called {name}.",
    ),
    "did_you_mean": ("Mente du {name}?", "Did you mean {name}?"),
    "use_this": ("Brug {wanted}.", "Use {wanted}."),
    "mend_or_delete": ("Ret eller slet det.", "Mend or delete it."),
    "see_topics": ("Se alle emner med: baekken tips", "See all topics with: baekken tips"),
    "tips_limits": (
        "Tipsene er ingen diagnose, og ingen fagperson har gennemgået dem endnu. Svar på spørgsmål om dig: baekken check",
        "The tips are not a diagnosis, and no clinician has reviewed them yet. Answer questions about you: baekken check",
    ),
    # ---- about and content
    "about_what": (
        "baekken stiller spørgsmål om smerter i bækkenet i graviditeten og i de første 24 måneder efter. Svarene sorteres efter faste regler. "
        "Du får at vide, hvem du bør kontakte, hvor hurtigt, og hvad du kan sige.",
        "baekken asks about pelvic pain in pregnancy and in the first 24 months after. The answers are sorted by fixed rules. "
        "You are told whom to contact, how soon, and what you can say.",
    ),
    "about_not": (
        "Det er ingen diagnose, intet medicinsk udstyr og ikke et afprøvet måleredskab. Det er ikke CE-mærket. Det er lavet til at forberede en samtale med fagfolk.",
        "It is not a diagnosis, not a medical device and not a validated instrument. It is not CE-marked. It is made to prepare a talk with professionals.",
    ),
    "about_not_for": (
        "Brug det ikke, hvis der er fare for liv nu: ring 112. Brug det ikke i stedet for at ringe, hvis du er utryg. Det er ikke lavet til andre end gravide og til de første 24 måneder efter.",
        "Do not use it if a life is in danger now: call 112. Do not use it instead of calling when you are worried. It is made only for pregnancy and the first 24 months after.",
    ),
    "about_data": (
        "Alt sker på din egen maskine. Intet gemmes, og intet sendes, medmindre du selv beder om det.",
        "Everything happens on your own machine. Nothing is kept and nothing is sent unless you ask for it.",
    ),
    "about_versions": (
        "Program {program}. Indhold {content}.",
        "Program {program}. Content {content}.",
    ),
    "about_reviewed": (
        "Indholdet er sidst gennemgået {date}.",
        "The content was last reviewed on {date}.",
    ),
    "about_not_reviewed": (
        "Ingen læge, jordemoder eller fysioterapeut har gennemgået indholdet endnu.",
        "No doctor, midwife or physiotherapist has reviewed the content yet.",
    ),
    "about_counts": (
        "{questions} spørgsmål, {flags} tegn, {rules} regler, {topics} emner, {tips} tips, {sources} kilder.",
        "{questions} questions, {flags} signs, {rules} rules, {topics} topics, {tips} tips, {sources} sources.",
    ),
    "about_title": ("Om baekken", "About baekken"),
    "about_use": ("Hvad det er til", "What it is for"),
    "about_limits": ("Hvad det ikke er", "What it is not"),
    "about_who_not": ("Hvem det ikke er til", "Who should not use it"),
    "about_privacy": ("Dine svar", "Your answers"),
    "about_state": ("Versioner", "Versions"),
    "about_sources": ("Kilder", "Sources"),
    "proved": (
        "Bevist: ingen huller, ingen modstrid, ingen døde regler, og alle {theorems} sikkerhedskrav holder, for alle {sets} sæt svar, i {regions} områder, på {seconds} sekunder.",
        "Proved: no gap, no conflict, no dead rule, and all {theorems} safety demands hold, for all {sets} sets of answers, in {regions} regions, in {seconds} seconds.",
    ),
    "check_stuck": ("at hvert spørgsmål kan besvares", "that every question can be answered"),
    "check_gaps": ("at der ingen huller er", "that there is no gap"),
    "check_conflicts": ("at ingen regler modsiger hinanden", "that no rules contradict each other"),
    "check_dead_and_idle": ("at hver regel ændrer noget", "that every rule changes something"),
    "check_unreachable": (
        "at alle spørgsmål og svar kan nås",
        "that every question and answer can be reached",
    ),
    "check_never_true": ("at hver linje kan gælde", "that every line can count"),
    "check_unused": ("at alle spørgsmål bruges", "that every question is used"),
    "check_floors": (
        "at hvert tegn giver mindst sin at_least",
        "that every sign gives at least its at_least",
    ),
    "check_reassurance": (
        "at intet beroliger ved siden af en alarm",
        "that nothing reassures beside an alarm",
    ),
    "check_contacts": ("at hvert resultat har en kontakt", "that every result has a contact"),
    "check_alarm_signs": (
        "at hvert resultat har tegn at ringe ved",
        "that every result lists signs to call about",
    ),
    "check_orders": (
        "at et værre svar aldrig sænker urgency",
        "that a worse answer never lowers the urgency",
    ),
    "check_time_passing": (
        "at tiden ikke gør smerten normal igen",
        "that time never makes the pain normal again",
    ),
    "check_regions": ("hvem hver regel bestemmer for", "whom each rule decides for"),
    "proved_uncounted": (
        "Bevist: ingen huller, ingen modstrid, ingen døde regler, og alle {theorems} sikkerhedskrav holder, for alle sæt svar (for mange til at tælle), i {regions} områder, på {seconds} sekunder.",
        "Proved: no gap, no conflict, no dead rule, and all {theorems} safety demands hold, for all sets of answers (too many to count), in {regions} regions, in {seconds} seconds.",
    ),
    "diff_none": (
        "Ingen får et andet råd: samme hastegrad, samme klassifikation og samme kontakter for alle sæt svar.",
        "Nobody gets other advice: the same urgency, classification and contacts for every set of answers.",
    ),
    "diff_down": ("Mindre akut end før", "Less urgent than before"),
    "diff_up": ("Mere akut end før", "More urgent than before"),
    "diff_other": ("Andet, der ændrer sig", "Other changes"),
    "diff_urgency": ("{before} -> {after}", "{before} -> {after}"),
    "diff_classification": ("Klassifikation: {before} -> {after}", "Classification: {before} -> {after}"),
    "diff_contact": (
        "Kontakt, hastegraden er den samme: {before} -> {after}",
        "Contact, at the same urgency: {before} -> {after}",
    ),
    "diff_none_named": ("ingen", "none"),
    "diff_way_out": ("uden for programmet", "outside the program"),
    "diff_always": ("Alle, det gælder, svarer: {answers}", "All whom it meets answer: {answers}"),
    "diff_example": ("Fx: {answers}", "For example: {answers}"),
    "diff_new_answers": ("I den nye fil svarer hun: {answers}", "In the new file she answers: {answers}"),
    "diff_unproved": (
        "Forskellen kunne ikke findes inden for de tilladte skridt. Prøv med --budget og et større tal.",
        "The difference could not be found within the allowed steps. Try --budget with a larger number.",
    ),
    "witnesses_written": (
        "{number} sæt svar er skrevet i {path}. Prøv et med: baekken check --answers FIL",
        "{number} sets of answers were written to {path}. Try one with: baekken check --answers FILE",
    ),
    "content_broken": ("Indholdet kan ikke bruges:", "The content cannot be used:"),
    "answers_broken": ("Svarene kan ikke bruges:", "The answers cannot be used:"),
    "fault": (
        "Der er en fejl i programmet ({where}). Der er ingen vurdering, og intet er gemt. "
        "Er du i tvivl, om det haster, så ring til lægevagten eller 112.",
        "There is a fault in the program ({where}). There is no assessment, and nothing is kept. "
        "If you are not sure whether it is urgent, call the out-of-hours doctor or 112.",
    ),
    "rules_disagree": (
        "To regler giver hver sin klassifikation: {rules}. Ret questions.yaml.",
        "Two rules give different classifications: {rules}. Mend questions.yaml.",
    ),
    "other_version": (
        "Svarene er fra en anden version af spørgsmålene ({theirs}); her er det {ours}.",
        "The answers come from another version of the questions ({theirs}); this is {ours}.",
    ),
    # ---- the content in words
    "in_one_of": ("en af: {values}", "one of: {values}"),
    "in_all_of": ("alle af: {values}", "all of: {values}"),
    "in_none_of": ("ingen af: {values}", "none of: {values}"),
    "in_answered": ("besvaret", "answered"),
    "in_any_box": ("mindst ét af disse:", "at least one of these:"),
    "in_either": ("mindst ét af: {boxes}", "at least one of: {boxes}"),
    "in_and": ("OG", "AND"),
    "in_or": ("ELLER", "OR"),
    "in_always": ("altid", "always"),
    "in_raised": ("ja", "yes"),
    "in_unsure": ("ved ikke", "don't know"),
    "in_denied": ("nej", "no"),
    "graph_questions": (
        "Hvad der spørges om, og hvornår. Tallene er rækkefølgen. Alle pile ind i et spørgsmål skal passe. En streg uden pil: spørges i samme tilfælde.",
        "What is asked, and when. The numbers are the order. Every arrow into a question must fit. A line without an arrow: asked in the same cases.",
    ),
    "graph_decisions": (
        "Hvad de navngivne beslutninger bygger på. Alle pile ind i en linje skal passe.",
        "What the named decisions rest on. Every arrow into a line must fit.",
    ),
    "graph_flags": (
        "Hvad der giver et tegn, der ikke må vente. Én pil ind i et tegn er nok.",
        "What raises the red flags. One arrow into a red flag is enough.",
    ),
    "graph_rules": (
        "Reglerne bag hvert resultat. Alle pile ind i en regel skal passe.",
        "The rules behind each result. Every arrow into a rule must fit.",
    ),
    "graph_to": (
        "Hvad der fører til {name}. Alle pile ind i en regel eller en linje skal passe, ellers er én nok.",
        "What leads to {name}. Every arrow into a rule or a line must fit; elsewhere one is enough.",
    ),
    "graph_first_line": (
        "I en beslutning gælder den første linje, der passer.",
        "In a decision the first line that fits counts.",
    ),
    "graph_line": ("{name} linje {number}: {value}", "{name} line {number}: {value}"),
    "graph_otherwise": ("{name} ellers: {value}", "{name} otherwise: {value}"),
    "table_title": ("Beslutningstabel: {rules} regler", "Decision table: {rules} rules"),
    "table_how": (
        "Alle regler, der passer, tæller. Den mest presserende af dem bestemmer, hvor hurtigt. Det, reglerne kalder ved navn, er forklaret efter dem.",
        "Every rule that fits counts. The most urgent of them decides how soon. What the rules call by a name is explained after them.",
    ),
    "table_group": ("{title}, regler: {count}", "{title}, rules: {count}"),
    "table_classify": ("Det, svarene peger på", "What the answers point to"),
    "table_net": (
        "Nettet: når ingen anden regel siger, hvor hurtigt",
        "The net: when no other rule says how soon",
    ),
    "table_no_other": (
        "ingen anden regel, der passer, siger, hvor hurtigt",
        "no other rule that fits says how soon",
    ),
    "table_only_words": (
        "til for ordenes skyld: andre regler siger altid mindst det samme",
        "there for its words: other rules always say at least as much",
    ),
    "table_route": ("ruten {name}", "the route {name}"),
    "table_rule": ("{name} (linje {line})", "{name} (line {line})"),
    "table_when": ("Når", "When"),
    "table_and": ("og", "and"),
    "table_if": ("{text}, når {when}", "{text}, when {when}"),
    "table_only_when": ("har kun en værdi, når {when}", "has a value only when {when}"),
    "table_otherwise": ("{value}, ellers", "{value}, otherwise"),
    "table_at_least": ("reglerne skal give mindst {urgency}", "the rules must give at least {urgency}"),
    "table_exits": (
        "Veje ud: passer en af dem, gælder ingen regel",
        "Ways out: where one fits, no rule counts",
    ),
    "table_decisions": (
        "Navngivne beslutninger: den første linje, der passer, gælder",
        "Named decisions: the first line that fits counts",
    ),
    "table_flags": (
        "Tegn, der ikke må vente: Ved ikke til et spørgsmål gælder alle dets linjer uden kryds",
        "Red flags: don't know to a question counts for all its lines without a tick",
    ),
    "table_routes": (
        "Ruter: den første linje, der passer, gælder",
        "Routes: the first line that fits counts",
    ),
    "column_rule": ("Regel", "Rule"),
    "column_urgency": ("Hvor hurtigt", "How soon"),
    "column_points_to": ("Peger på", "Points to"),
    "column_when": ("Når", "When"),
    "column_contacts": ("Kontakt", "Contact"),
    "column_sources": ("Kilder", "Sources"),
    "column_only_words": ("Bemærk", "Note"),
    "column_line": ("Linje", "Line"),
    # ---- usage
    "file_exists": (
        "{path} findes allerede. Brug --force for at erstatte den.",
        "{path} exists already. Use --force to replace it.",
    ),
    "not_a_file": (
        "{path} er ikke en almindelig fil. Vælg et andet navn.",
        "{path} is not an ordinary file. Choose another name.",
    ),
    "no_folder": ("Mappen {path} findes ikke.", "The folder {path} does not exist."),
    "cannot_write": ("Kunne ikke skrive {path}: {reason}.", "Could not write {path}: {reason}."),
    "cannot_print": ("Kunne ikke skrive her: {reason}.", "Could not write here: {reason}."),
    "printed_instead": (
        "Opsummeringen er skrevet på skærmen i stedet.",
        "The summary was printed on the screen instead.",
    ),
    "not_a_name": (
        "{path} kan ikke være navnet på en fil. Vælg et andet.",
        "{path} cannot be the name of a file. Choose another.",
    ),
    "name_taken_here": (
        "{path} findes allerede. Vælg et andet navn.",
        "{path} exists already. Choose another name.",
    ),
    "unknown_format": (
        "Ukendt format: {name}. Brug txt, md, html eller json.",
        "Unknown format: {name}. Use txt, md, html or json.",
    ),
    "no_such_format": ("Ukendt format: {name}. Brug {known}.", "Unknown format: {name}. Use {known}."),
    "no_such_part": (
        "Intet i filen hedder {name}, og det er heller ikke en af delene {known}.",
        "Nothing in the file is called {name}, and it is none of the parts {known}.",
    ),
    "unknown_region": (
        "Ukendt region: {name}. Brug {known}.",
        "Unknown region: {name}. Use {known}.",
    ),
    "unknown_lang": (
        "Ukendt sprog: {name}. Brug da eller en.",
        "Unknown language: {name}. Use da or en.",
    ),
    "older_answers": (
        "Svarene i filen er fra {day}. Er noget ændret siden, så brug --since i stedet for --answers.",
        "The answers in the file are from {day}. If anything has changed since, use --since instead of --answers.",
    ),
    "since_needs_day": (
        "Filen fra sidst fortæller ikke dagen. Skriv answered_on: og datoen i den, fx answered_on: 2026-11-01.",
        "The file of last time does not tell the day. Write answered_on: and the date in it, such as answered_on: 2026-11-01.",
    ),
    "no_input_needs_answers": (
        "--no-input skal bruges sammen med --answers.",
        "--no-input needs --answers.",
    ),
    "error": ("Fejl: {text}", "Error: {text}"),
    "try_help": ("Se hjælpen: {command} --help", "See the help: {command} --help"),
}

FINDINGS: dict[str, tuple[str, str, str]] = {
    # code: (kind, Danish, English); each says what is wrong and what to do
    "cannot_open": ("file", "kan ikke åbnes: {reason}. Se efter navn og rettigheder.", "cannot be opened: {reason}. Check the name and the permissions."),
    "no_such_file": ("file", "findes ikke eller er ikke en fil. Se efter navnet.", "does not exist or is not a file. Check the name."),
    "too_large": ("file", "er for stor (over {limit} byte). Er det den rigtige fil?", "is too large (over {limit} bytes). Is it the right file?"),
    "not_utf8": ("file", "er ikke skrevet i UTF-8. Gem filen som UTF-8.", "is not written in UTF-8. Save the file as UTF-8."),
    "empty_file": ("file", "er tom. Skriv noget i den, eller vælg en anden fil.", "is empty. Write something in it or choose another file."),
    "bad_character": ("yaml", "har et tegn, der ikke kan læses. Slet det.", "holds a character that cannot be read. Delete it."),
    "bad_yaml": ("yaml", "kan ikke læses som YAML ({problem}). Se efter indrykning, kolon og anførselstegn.", "cannot be read as YAML ({problem}). Check indentation, colons and quotes."),
    "second_document": ("yaml", "har mere end ét dokument. Slet linjen med ---.", "holds more than one document. Delete the line with ---."),
    "anchor": ("yaml", "bruger & eller *, som ikke er tilladt her. Skriv teksten ud, eller sæt den i anførselstegn.", "uses & or *, which is not allowed here. Write the text out or put it in quotes."),
    "tag": ("yaml", "bruger !, som ikke er tilladt her. Sæt teksten i anførselstegn.", "uses !, which is not allowed here. Put the text in quotes."),
    "too_deep": ("yaml", "er pakket for dybt ind. Brug færre niveauer.", "is nested too deeply. Use fewer levels."),
    "key_not_text": ("yaml", "har en nøgle, der ikke er tekst. Skriv et navn før kolon.", "has a key that is not text. Write a name before the colon."),
    "more_findings": ("more", "og {count} til i denne fil. Ret dem, der er nævnt, og prøv igen.", "and {count} more in this file. Mend those that are named and try again."),
    "repeated_key": ("repeated", "{key} står to gange (første gang i linje {first}). Slet den ene.", "{key} stands twice (first in line {first}). Delete one."),
    "repeated_name": ("repeated", "{name} bruges to gange i {what}. Giv den ene et andet navn, eller slet den.", "{name} is used twice in {what}. Rename or delete one."),
    "not_a_mapping": ("shape", "{what} skal være navne med kolon.", "{what} should be names with colons."),
    "not_a_list": ("shape", "{what} skal være en liste.", "{what} should be a list."),
    "not_a_text": ("shape", "{what} skal være tekst.", "{what} should be text."),
    "empty_list": ("shape", "listen i {what} er tom. Skriv mindst ét navn.", "the list in {what} is empty. Write at least one name."),
    "empty_text": ("missing", "teksten i {what} er tom. Skriv den.", "the text in {what} is empty. Write it."),
    "empty_condition": ("shape", "betingelsen i {what} er tom. Skriv, hvornår den gælder.", "the condition in {what} is empty. Write when it applies."),
    "nested_any_of": ("shape", "{what} har any_of inde i any_of. Skriv alle muligheder i den samme liste.", "{what} has any_of inside any_of. Write all the possibilities in the same list."),
    "rule_without_contacts": ("missing", "{what} har urgency, men ingen contacts. Skriv, hvem hun skal kontakte.", "{what} has an urgency but no contacts. Write whom she should contact."),
    "flag_without_rule": ("missing", "ingen regel bruger tegnet {what}. Skriv en regel, eller slet tegnet.", "no rule uses the sign {what}. Write a rule or delete the sign."),
    "text_cut": ("text", "teksten i {what} er skåret af ved et #. Sæt hele teksten i anførselstegn.", "the text in {what} is cut at a #. Put the whole text in quotes."),
    "unknown_key": ("unknown", "{key} kendes ikke i {what}.{mean}", "{key} is not known in {what}.{mean}"),
    "missing_key": ("missing", "{key} mangler i {what}. Tilføj det.", "{key} is missing in {what}. Add it."),
    "missing_translation": ("missing", "{language}: mangler i {what}. Skriv teksten på begge sprog.", "{language}: is missing in {what}. Write the text in both languages."),
    "unknown_name": ("unknown", "{name} kendes ikke i {what}.{mean}", "{name} is not known in {what}.{mean}"),
    "unknown_source": ("source", "kilden {key} i {what} findes ikke i sources.yaml.{mean}", "the source {key} in {what} is not in sources.yaml.{mean}"),
    "unused_source": ("source", "kilden {key} bruges ikke. Slet den, eller henvis til den.", "the source {key} is not used. Delete it or cite it."),
    "unquoted_word": ("text", "{word} skal stå i anførselstegn, ellers læser andre programmer det som noget andet.", "{word} must stand in quotes, or other programs read it as something else."),
    "bad_id": ("shape", "{name} kan ikke være et navn i {what}. Brug bogstaver, tal og _.", "{name} cannot be a name in {what}. Use letters, digits and _."),
    "bad_range": ("shape", "{name} i {what} skal være to tal som 0-12.", "{name} in {what} should be two numbers such as 0-12."),
    "bad_date": ("shape", "{name} i {what} skal være en dato som 2026-11-22.", "{name} in {what} should be a date such as 2026-11-22."),
    "number_keys": ("shape", "{key} skal stå i {what}, når svaret er et tal, og ellers ikke.", "{key} belongs in {what} when the answer is a number, and otherwise not."),
    "few_options": ("shape", "{what} har under to svar at vælge mellem. Skriv flere.", "{what} has fewer than two options. Write more."),
    "looks_ahead": ("order", "{what} bruger {key}, som først kommer senere. Flyt det op.", "{what} uses {key}, which only comes later. Move it up."),
    "flag_too_early": ("order", "{what} hænger på tegnet {key}, men tegn gøres først op til sidst. Brug svarene, der giver tegnet.", "{what} hangs on the sign {key}, but signs are settled last. Use the answers that raise it."),
    "raises_without_ticks": ("shape", "raises i {what} virker kun i et spørgsmål med flere kryds. Skriv raised_by ved tegnet i stedet.", "raises in {what} only works in a question with several ticks. Write raised_by at the sign instead."),
    "name_taken": ("repeated", "{name} i {what} bruges allerede af {other}. Vælg et andet ord.", "{name} in {what} is already used by {other}. Choose another word."),
    "rule_says_nothing": ("missing", "{what} giver hverken urgency eller classification. Skriv mindst én.", "{what} names neither an urgency nor a classification. Write at least one."),
    "one_otherwise": ("missing", "der skal være netop én regel med otherwise.", "there must be exactly one rule with otherwise."),
    "bad_phrase": ("shape", "{name} i {what} skal være ord med mellemrum. Brug * kun først eller sidst i et ord, fx låst*.", "{name} in {what} should be words with spaces. Use * only first or last in a word, such as lock*."),
    # ---- words and dates
    "duplicate_text": ("duplicate", "{what} ({language}) siger det samme som {other} ({where}). Skriv en anden tekst, eller slet den ene.", "{what} ({language}) says the same as {other} ({where}). Write another text or delete one."),
    "never_print": ("wording", "{what} siger {said}, som ikke må skrives (never_print: {phrase}, {where}). Brug andre ord.", "{what} says {said}, which must not be printed (never_print: {phrase}, {where}). Use other words."),
    "hard_text": ("readability", "{what} er svær at læse: {measure} {value}, højst {limit}. Skriv kortere sætninger og kortere ord.", "{what} is hard to read: {measure} {value}, at most {limit}. Write shorter sentences and shorter words."),
    "hard_file": ("readability", "alle tekster under {language}: er tilsammen svære at læse: {measure} {value}, højst {limit}. Skriv kortere sætninger og kortere ord.", "all texts under {language}: together are hard to read: {measure} {value}, at most {limit}. Write shorter sentences and shorter words."),
    "date_ahead": ("date", "{what} er {name}, og den dag er ikke kommet endnu. Skriv den rigtige dato.", "{what} is {name}, and that day has not come yet. Write the right date."),
    "review_old": ("warning", "indholdet er sidst gennemgået {name}, for mere end {days} dage siden. Det skal gennemgås igen.", "the content was last reviewed on {name}, more than {days} days ago. It should be reviewed again."),
    "contacts_old": ("warning", "numrene er sidst set efter {name}, for mere end {days} dage siden. Se efter igen, og skriv den nye dato.", "the numbers were last checked on {name}, more than {days} days ago. Check them again and write the new date."),
    "number_expired": ("warning", "nummeret {number} i {what} gjaldt til {name}. Ret det, eller skriv en ny dato.", "the number {number} in {what} was valid until {name}. Mend it or write a new date."),
    # ---- what content check proves; {example} is a set of answers, {change} how it differs from a second one
    "gap": ("gap", "{example} passer ikke på nogen regel, kun på nettet (otherwise). Tilføj en regel, der giver en urgency.", "{example} fits no rule but the net (otherwise). Add a rule that gives an urgency."),
    "gap_class": ("gap", "{example} får ingen classification. Tilføj en regel, der giver en.", "{example} gets no classification. Add a rule that gives one."),
    "conflict": ("conflict", "{rule} giver {named}, men {other} giver {other_named} ved {example}. Gør den ene snævrere.", "{rule} gives {named}, but {other} gives {other_named} at {example}. Make one of them narrower."),
    "dead_rule": ("dead", "{rule} kan ikke passe på nogen svar. Ret betingelsen, eller slet reglen.", "{rule} cannot fit any answers. Mend the condition or delete the rule."),
    "idle_rule": ("idle", "{rule} ændrer aldrig noget: andre regler siger altid mindst lige så meget, fx {others} ved {example}. Slå dem sammen, slet den ene af dem, eller skriv only_words: \"yes\", hvis den kun er der for sin begrundelse.", "{rule} never changes anything: other rules always say at least as much, such as {others} at {example}. Merge them, delete one of them, or write only_words: \"yes\" if it is there for its reason alone."),
    "not_only_words": ("idle", "{rule} har only_words, men ændrer resultatet ved {example}. Slet only_words, eller gør reglen snævrere.", "{rule} has only_words but changes the result at {example}. Delete only_words or make the rule narrower."),
    "no_line_to_choose": ("unreachable", "{what} kan blive spurgt uden et eneste svar at vælge, ved {example}. Giv den et svar uden ask_when.", "{what} can be asked without a single answer to choose, at {example}. Give it an answer without ask_when."),
    "never_asked": ("unreachable", "{what} bliver aldrig spurgt. Ret ask_when, eller slet spørgsmålet.", "{what} is never asked. Mend ask_when or delete the question."),
    "never_shown": ("unreachable", "{name} i {what} bliver aldrig vist. Ret ask_when, eller slet svaret.", "{name} in {what} is never shown. Mend ask_when or delete the answer."),
    "never_raised": ("unreachable", "intet svar kan give tegnet {what}. Skriv raises ved et svar eller raised_by ved tegnet, eller slet det.", "no answer can raise the sign {what}. Write raises at an answer or raised_by at the sign, or delete it."),
    "never_fits": ("unreachable", "linjen gælder aldrig ({what}): ingen svar passer, eller linjerne før tager dem alle. Ret den, eller slet den.", "the line never counts ({what}): no answers fit, or the lines before take them all. Mend it or delete it."),
    "unused_question": ("unused", "intet bruger svaret på {what}: ingen regel, kontakt, tips eller opsummering. Brug det, eller slet spørgsmålet.", "nothing uses the answer to {what}: no rule, contact, tips or summary. Use it or delete the question."),
    "unused_decision": ("unused", "ingen betingelse bruger {what}. Brug den, eller slet den.", "no condition uses {what}. Use it or delete it."),
    "floor": ("safety", "{flag} skal give mindst {wanted}, men giver {given} ved {example}. Ret en regel, så den fanger det, eller ret at_least.", "{flag} must give at least {wanted} but gives {given} at {example}. Mend a rule so that it catches this, or mend at_least."),
    "lowered": ("safety", "{change} sænker urgency fra {before} til {after} ved {example}, for {rules} passer så ikke mere. Et værre svar må aldrig gøre det mindre akut: ret reglerne for {what}.", "{change} lowers the urgency from {before} to {after} at {example}, as {rules} then no longer fits. A worse answer must never make it less urgent: mend the rules for {what}."),
    "back_to_normal": ("safety", "{change} ændrer {before} til {after} ved {example}, for {rules} passer så ikke mere. Længere tid efter fødslen må ikke gøre den samme smerte normal igen: ret reglerne for {what}.", "{change} turns {before} into {after} at {example}, as {rules} then no longer fits. A longer time after the birth must not make the same pain normal again: mend the rules for {what}."),
    "reassures_in_alarm": ("safety", "{named} vises sammen med {given} ved {example}. Ret teksterne for {given}: de rummer de ord.", "{named} is shown together with {given} at {example}. Mend the texts for {given}: they hold those words."),
    "no_contact": ("safety", "{rule} giver ingen kontakt ved {example}. Skriv en kontakt, eller lad ruten dække det.", "{rule} gives no contact at {example}. Write a contact, or let the route cover it."),
    "no_alarm_sign": ("safety", "ved {example} vises intet tegn, hun skal ringe ved med det samme. Tilføj et under alarm_signs uden when.", "at {example} no sign is listed that should make her call at once. Add one without when under alarm_signs."),
    "not_proved": ("unproved", "det blev ikke bevist, {what}: der skulle mere end {budget} skridt til. Gør betingelserne enklere, eller prøv med --budget og et større tal.", "it was not proved {what}: it would take more than {budget} steps. Make the conditions simpler, or try --budget with a larger number."),
    # ---- answers files
    "unknown_question": ("answer", "{key} er ikke et spørgsmål.{mean}", "{key} is not a question.{mean}"),
    "answer_wrong_kind": ("answer", "svaret på {what} har en forkert form. Brug {wanted}.", "the answer to {what} has the wrong form. Use {wanted}."),
    "answer_unknown_option": ("answer", "{name} er ikke et svar på {what}.{mean}", "{name} is not an answer to {what}.{mean}"),
    "answer_not_asked_option": ("answer", "{name} kan ikke vælges i {what} med de andre svar. Slet det.", "{name} cannot be chosen in {what} with the other answers. Delete it."),
    "answer_out_of_range": ("answer", "{name} ligger uden for {low}-{high} i {what}.", "{name} lies outside {low}-{high} in {what}."),
    "answer_nothing_ticked": ("answer", "{what} er tom. Skriv [none], hvis intet passer.", "{what} is empty. Write [none] if nothing fits."),
    "answer_alone": ("answer", "{name} i {what} kan ikke stå sammen med andre svar. Slet det ene.", "{name} in {what} cannot stand beside other answers. Delete one."),
    "answer_not_asked": ("answer", "{what} bliver ikke spurgt med de andre svar. Slet linjen.", "{what} is not asked with the other answers. Delete the line."),
    "answer_repeated": ("answer", "{name} står to gange i {what}. Slet den ene.", "{name} stands twice in {what}. Delete one."),
    "unknown_schema": ("answer", "schema {name} kendes ikke. Her bruges {wanted}.", "the schema {name} is not known. This is {wanted}."),
    "unknown_language": ("answer", "language {name} kendes ikke. Brug da eller en.", "language {name} is not known. Use da or en."),
}  # fmt: skip


# The system's reasons for not reading or writing a file, by number.
REASONS: dict[int, tuple[str, str]] = {
    errno.EEXIST: ("navnet er taget", "the name is taken"),
    errno.ENOENT: ("findes ikke", "does not exist"),
    errno.EISDIR: ("er en mappe", "is a folder"),
    errno.ENOTDIR: ("ligger ikke i en mappe", "is not in a folder"),
    errno.EACCES: ("du har ikke lov", "you have no permission"),
    errno.EPERM: ("du har ikke lov", "you have no permission"),
    errno.EROFS: ("der kan ikke skrives her", "nothing can be written here"),
    errno.ENOSPC: ("der er ikke plads", "there is no space left"),
    errno.EDQUOT: ("der er ikke plads", "there is no space left"),
    errno.EFBIG: ("der er ikke plads", "there is no space left"),
    errno.ENAMETOOLONG: ("navnet er for langt", "the name is too long"),
    errno.ELOOP: ("navnet peger i ring", "the name points in a circle"),
    errno.EIO: ("disken svarer ikke", "the disk does not answer"),
    errno.EINTR: ("det blev afbrudt", "it was interrupted"),
    errno.EBADF: ("udgangen er lukket", "the output is closed"),
    errno.ENXIO: ("er ikke en almindelig fil", "is not an ordinary file"),
}


def say(code: str, language: Language, **params: object) -> str:
    """The sentence ``code`` in ``language``, its places filled."""
    danish, english = MESSAGES[code]
    return (danish if language == "da" else english).format(**params)
