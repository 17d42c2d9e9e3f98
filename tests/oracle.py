"""A second opinion: section 10 of the evidence base in plain Python, written from its text alone.

It shares nothing with the program but the ids of the questions and their options. Each function is
one row or group of rows, numbered as in the evidence. For complete answers only: :func:`judge` also
names the class of step C beside an emergency, since there the questions were not ended by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]
Judged = tuple[str | None, str | None]

# ---------------------------------------------------------------- inputs
E, S, D, ROUTINE, SELF_CARE = "emergency", "same_day", "within_days", "routine", "self_care"
MOST_URGENT_FIRST = (E, S, D, ROUTINE, SELF_CARE)

PREGNANCY_STEPS = {
    "about_0_12": (0, 12),
    "about_13_19": (13, 19),
    "about_20_23": (20, 23),
    "about_24_36": (24, 36),
    "about_37_up": (37, 43),
    "unsure": (0, 43),
}
STEPS_SINCE = {
    "under_6_weeks": (0, 5),
    "weeks_6_to_months_3": (6, 12),
    "months_3_to_6": (13, 25),
    "months_6_to_24": (26, 104),
    "over_24_months": (105, 2600),
}
WINDOWS = {
    "under_6_weeks": "early_postpartum",
    "weeks_6_to_months_3": "late_postpartum",
    "months_3_to_6": "persistent",
    "months_6_to_24": "long_lasting",
    "over_24_months": "out_of_scope",
}
LAST_WEEK = {
    "early_postpartum": 5,
    "late_postpartum": 11,
    "persistent": 25,
    "long_lasting": 104,
    "out_of_scope": 2600,
}

# section 3: P, (P) and X sites; "unsure" counts as (P), "elsewhere" as X
P_SITES = {"sp_front", "si_left", "si_right", "buttock", "thigh_back"}
MAYBE_P_SITES = {"groin", "thigh_inner", "hip_side", "perineum", "unsure"}
X_SITES = {
    "low_back",
    "coccyx",
    "leg_below_knee",
    "calf_one",
    "womb_sides",
    "belly_constant",
    "belly_one_side_early",
    "upper_belly",
    "flank",
    "bladder",
    "groin_lump",
    "other_joints",
    "elsewhere",
}
HIP_SITES = {"groin", "thigh_inner", "hip_side"}
TYPICAL = {
    "walking",
    "stairs",
    "turning_in_bed",
    "standing_on_one_leg",
    "getting_up",
    "parting_legs",
    "long_standing",
    "long_sitting",
}
LOWER_THRESHOLD = {"twins", "hypermobile", "rheumatic", "pelvic_fracture", "bone_loss"}


def ticks(answers: Answers, question: str) -> set[str]:
    found = answers.get(question, ())
    return set(found) if isinstance(found, tuple) else set()


def activities(answers: Answers, question: str) -> set[str]:
    return ticks(answers, question) - {"none", "unsure"}


def pregnant(answers: Answers) -> bool:
    return answers["stage"] == "pregnant"


def after(answers: Answers) -> bool:
    """After a birth or a loss."""
    return answers["stage"] in ("postpartum", "loss")


def weeks(answers: Answers) -> tuple[int, int]:
    """The fewest and the most completed weeks that the answer can mean."""
    name, steps = "weeks_since", STEPS_SINCE
    if pregnant(answers):
        name, steps = "weeks_pregnant", PREGNANCY_STEPS
    written = answers[name]
    return (written, written) if isinstance(written, int) else steps[str(written)]


def pregnant_from(answers: Answers, week: int) -> bool:
    """Pregnant, and it can be this week or a later one (the more urgent side of a step)."""
    return pregnant(answers) and weeks(answers)[1] >= week


def pregnant_to(answers: Answers, week: int) -> bool:
    return pregnant(answers) and weeks(answers)[0] <= week


def since_to(answers: Answers, week: int) -> bool:
    return after(answers) and weeks(answers)[0] <= week


def worst_from(answers: Answers, low: int) -> bool:
    worst = answers.get("worst")
    return isinstance(worst, int) and worst >= low


def constant_pain(answers: Answers) -> bool:
    return answers.get("constant") == "yes"


def cannot_move(answers: Answers) -> bool:
    return answers.get("moves") == "not_at_all"


def walking_hardly_possible(answers: Answers) -> bool:
    return "walk" in ticks(answers, "hardly_possible")


# ---------------------------------------------------------------- step B
def window(answers: Answers) -> str:
    """Step B, `window`."""
    if pregnant(answers):
        return "pregnant"
    if not after(answers):
        return "out_of_scope"
    written = answers["weeks_since"]
    if not isinstance(written, int):
        return WINDOWS[str(written)]
    return next(name for name, last in LAST_WEEK.items() if written <= last)


def pattern(answers: Answers) -> str:
    """Step B, `pattern`."""
    sites = ticks(answers, "sites")
    if answers["pain"] != "current":
        return "none"
    if sites & X_SITES and not sites & (P_SITES | MAYBE_P_SITES):  # N1
        return "not_typical"
    if nothing_provokes(answers):  # N2
        return "not_typical"
    if answers["onset"] == "before_long":  # N3
        return "not_typical"
    return "typical" if sites & P_SITES and ticks(answers, "provoked_by") & TYPICAL else "possible"


def nothing_provokes(answers: Answers) -> bool:
    """N2."""
    return constant_pain(answers) and "none" in ticks(answers, "provoked_by")


def all_three_joints(answers: Answers) -> bool:
    """Step B, `pgs`."""
    return {"sp_front", "si_left", "si_right"} <= ticks(answers, "sites")


def severity(answers: Answers) -> str:
    """Step B, `severity`. Unsure is 4-6 for pain, 4-7 for nights, with_support for moving."""
    bad_nights = answers["nights"] in ("nights_4_7", "unsure")
    unsure_worst = answers["worst"] == "unsure"
    if (
        worst_from(answers, 7)
        or activities(answers, "hardly_possible")
        or "aid" in ticks(answers, "support")
        or answers.get("moves") in ("with_support", "not_at_all", "unsure")
        or (bad_nights and (worst_from(answers, 4) or unsure_worst))
    ):
        return "severe"
    if (
        worst_from(answers, 4)
        or unsure_worst
        or activities(answers, "hard")
        or "unsure" in ticks(answers, "hard") | ticks(answers, "hardly_possible")
        or bad_nights
        or "leave" in ticks(answers, "support")
    ):
        return "moderate"
    return "mild"


def trend(answers: Answers) -> str:
    """Step B, `trend`; unsure is never improving."""
    return {"better": "improving", "worse": "worsening"}.get(str(answers["trend"]), "steady")


def onset(answers: Answers) -> str:
    """Inputs, `onset`."""
    written = str(answers["onset"])
    if written == "unsure":
        return "at_birth" if after(answers) else "this_pregnancy"
    return "this_pregnancy" if written.startswith("pregnancy_") else written


def two_weeks_or_more(answers: Answers) -> bool:
    """Inputs, `duration`."""
    return answers["duration"] in ("weeks_2_up", "unsure")


# ---------------------------------------------------------------- the red flags and their levels
def signs_now(_answers: Answers, _line: str) -> str:
    """RF01, RF02, RF03, RF11, RF27, RF34, RF37: all E."""
    return E


def signs_pregnancy(answers: Answers, line: str) -> str:
    if line == "spotting" and answers["pain"] == "current":  # with pain it is RF05
        return E
    if line == "spotting":  # RF05b
        return S if pregnant_from(answers, 20) else D
    if line in ("waves", "waves_term"):  # RF08
        return E if pregnant_to(answers, 36) else S
    if line == "waters_clear":  # RF09 from 37+0: E if bloody, with fever or fewer movements
        with_fever = "fever_pain" in ticks(answers, "signs_body") or burning_and_ill(answers)
        return E if with_fever or {"baby_less", "spotting"} & ticks(answers, "signs_pregnancy") else S
    # RF10 in weeks 18-23; RF15, which is E with RF27 only
    if line in ("baby_gone", "after_recent_birth"):
        return S
    return E  # RF05, RF07, RF32, RF09 before 37+0 or green, smelly, bloody, RF10 from week 24


def signs_birth(answers: Answers, line: str) -> str:
    if line in ("heavy_bleeding", "swelling", "back_injection"):  # RF14, RF31, RF28
        return E
    if line in ("cannot_pee", "tear") and "unsure" in ticks(answers, "signs_now"):
        return E  # notes to section 4: beside RF29 or RF30, numbness not known is RF01
    if line == "tear":  # RF30
        return S if since_to(answers, 2) else D
    return S  # RF15, RF33, RF28b, RF29; what makes them E is E itself


def signs_body(answers: Answers, line: str) -> str:
    if line == "fall_early" and "spotting" in ticks(answers, "signs_pregnancy"):  # RF20, bleeding since
        return E
    if line in ("early_side", "sudden_side", "side_after"):  # RF06, RF35
        return E
    if line == "belly_blow":  # RF20, blow to the belly, pain or bleeding since
        return E
    if line == "fall":  # RF20, week 20+ or unknown
        return E
    return S  # RF04, RF12, RF13, RF16, RF17, RF19, RF20 (mild), RF20b, RF36


def signs_days(answers: Answers, line: str) -> str:
    """RF13b, RF18, RF23, RF25, RF26: D. RF24: S with RF12. RF13b with pain in the side: RF13."""
    if line == "illness" and "fever_pain" in ticks(answers, "signs_body"):
        return S
    if line == "burning" and "flank" in ticks(answers, "sites"):
        return S
    return D


def wellbeing(_answers: Answers, line: str) -> str:
    """RF22 E. RF21 E in danger now, else S."""
    return S if line == "afraid" else E


Level = Callable[[Answers, str], str]
SCREENS: Mapping[str, Level] = {
    "signs_now": signs_now,
    "signs_pregnancy": signs_pregnancy,
    "signs_birth": signs_birth,
    "signs_body": signs_body,
    "signs_days": signs_days,
    "wellbeing": wellbeing,
}


def flags_raised(answers: Answers) -> list[str]:
    """A1, A2 and the raised part of A4: the level of each ticked line."""
    return [
        level(answers, line)
        for screen, level in SCREENS.items()
        for line in sorted(ticks(answers, screen) - {"none", "unsure", "skip"})
    ]


def flags_not_known(answers: Answers) -> list[str]:
    """A3, and the unsure part of A4.

    Every screen but signs_days holds a flag that could be E or S. Of signs_days only RF13b can be S
    here, with pain in the side; RF24 is S with RF12, which is S itself.
    """
    unsure = [screen for screen in SCREENS if "unsure" in ticks(answers, screen)]
    found = [S for screen in unsure if screen != "signs_days"]
    if "signs_days" in unsure:
        found.append(S if "flank" in ticks(answers, "sites") else D)
    if answers.get("constant") == "unsure":  # RF24
        found.append(D)
    return found


def flags_by_site(answers: Answers) -> list[str]:
    """A ticked site raises its flag as yes even if the flag itself was answered no."""
    levels = {
        "calf_one": S,  # RF04
        "leg_below_knee": D,  # RF26; E with RF01 or RF02, which are E themselves
        "belly_constant": belly_constant(answers),
        "belly_one_side_early": E if pregnant_to(answers, 12) else S,  # RF06
        "upper_belly": E if after(answers) or pregnant_from(answers, 20) else D,  # RF11
        "flank": flank(answers),
        "bladder": D,  # RF13b
        "groin_lump": groin_lump(answers),
    }  # perineum with numbness: numbness alone is E
    return [level for site, level in levels.items() if site in ticks(answers, "sites")]


def belly_constant(answers: Answers) -> str:
    """RF07/RF08 in pregnancy, RF15 after birth."""
    if after(answers):
        return S
    strong = worst_from(answers, 7) or answers["worst"] == "unsure"  # don't know is never milder
    strong_and_constant = strong and answers["constant"] != "no"
    return E if pregnant_to(answers, 36) or strong_and_constant else S


def flank(answers: Answers) -> str:
    """RF13: with fever or burning S, else D."""
    fever = {"fever_pain", "burning_fever"} & ticks(answers, "signs_body")
    burning = "burning" in ticks(answers, "signs_days") or "bladder" in ticks(answers, "sites")
    return S if fever or burning else D


def burning_and_ill(answers: Answers) -> bool:
    """RF13, by its own line or by the site flank."""
    by_site = "flank" in ticks(answers, "sites") and flank(answers) == S
    return "burning_fever" in ticks(answers, "signs_body") or by_site


def groin_lump(answers: Answers) -> str:
    """RF34 yes E, unsure S, no D."""
    if "lump" in ticks(answers, "signs_now"):
        return E
    return S if "unsure" in ticks(answers, "signs_now") else D


def flag_by_constant(answers: Answers) -> list[str]:
    """`constant` = yes raises RF24: D, with RF12 S."""
    if not constant_pain(answers):
        return []
    return [S if "fever_pain" in ticks(answers, "signs_body") else D]


# ---------------------------------------------------------------- step A, A5 to A19
def a5_a6(answers: Answers) -> list[str]:
    """What must be seen soon because of walking."""
    found = []
    sites = ticks(answers, "sites")
    if (
        "sp_front" in sites
        and (worst_from(answers, 7) or answers["worst"] == "unsure")
        and (walking_hardly_possible(answers) or cannot_move(answers))
        and since_to(answers, 11)
    ):  # A5a
        found.append(S)
    girdle_sites = sites & (P_SITES | MAYBE_P_SITES)
    if girdle_sites and girdle_sites <= HIP_SITES and walking_hardly_possible(answers):  # A5b
        found.append(S)
    if cannot_move(answers):  # A6
        found.append(D if answers["moves_since"] == "longer" else S)
    return found


def a7_to_a11(answers: Answers) -> list[str]:
    """What severity and trend ask for."""
    found = []
    how_bad = severity(answers)
    if trend(answers) == "worsening":  # A7
        found.append(ROUTINE if how_bad == "mild" else D)
    if how_bad == "severe":  # A8
        found.append(D)
    if how_bad == "moderate":
        if all_three_joints(answers):  # A9
            found.append(D)
        late = window(answers) in ("persistent", "long_lasting")
        may_be_late = answers.get("weeks_since") == "weeks_6_to_months_3"  # week 12 lies in this step
        if onset(answers) == "after_birth" and (late or may_be_late):  # A10
            found.append(D)
        found.append(ROUTINE)  # A11
    return found


def a12_to_a16(answers: Answers) -> list[str]:
    """What pattern, stage and background ask for."""
    found = []
    kind, sites = pattern(answers), ticks(answers, "sites")
    if kind == "not_typical":  # A12
        found.append(D if nothing_provokes(answers) or "elsewhere" in sites else ROUTINE)
    if (
        kind == "possible"
        or onset(answers) in ("before_short", "after_birth", "earlier_birth")
        or ("elsewhere" in sites and sites & P_SITES)
    ):  # A13
        found.append(ROUTINE)
    if window(answers) in ("late_postpartum", "persistent", "long_lasting"):  # A14
        found.append(ROUTINE)
    mild_and_lasting = severity(answers) == "mild" and two_weeks_or_more(answers)
    if mild_and_lasting and trend(answers) != "improving":  # A15
        found.append(ROUTINE)
    if ticks(answers, "background") & LOWER_THRESHOLD:  # A16
        found.append(ROUTINE)
    return found


def a17(answers: Answers) -> list[str]:
    """Mild, typical and not getting worse."""
    fits = (
        pattern(answers) == "typical"
        and severity(answers) == "mild"
        and window(answers) in ("pregnant", "early_postpartum")
        and trend(answers) != "worsening"
        and (not two_weeks_or_more(answers) or trend(answers) == "improving")
    )
    return [SELF_CARE] if fits else []


def urgency(answers: Answers) -> str:
    """Step A: the most urgent of all rows that fit."""
    found = flags_raised(answers) + flags_not_known(answers)
    if answers["pain"] == "current":
        found += flags_by_site(answers) + flag_by_constant(answers)
        found += a5_a6(answers) + a7_to_a11(answers) + a12_to_a16(answers) + a17(answers)
    else:
        found.append(SELF_CARE)  # A18
    return min(found or [ROUTINE], key=MOST_URGENT_FIRST.index)  # A19 is the catch-all


# ---------------------------------------------------------------- step C
def classification(answers: Answers) -> str:
    """C1 to C10."""
    kind = pattern(answers)
    if kind == "none":  # C1
        return "no_pelvic_pain"
    if kind == "not_typical":  # C2
        return "other_pattern"
    when = window(answers)
    if when in ("persistent", "long_lasting"):  # C9, C10
        return "possible_dysfunction"
    # C4, C6 and C8 are the rest
    return "normal_loosening" if normal(answers, when) else "painful_loosening"


def normal(answers: Answers, when: str) -> bool:
    if severity(answers) != "mild" or onset(answers) == "earlier_birth":
        return False
    if when == "pregnant":  # C3
        return True
    if when == "early_postpartum":  # C5
        return trend(answers) != "worsening"
    return trend(answers) == "improving" and onset(answers) != "after_birth"  # C7


def judge(answers: Answers) -> Judged:
    """Urgency and classification of complete answers; both None for the way out."""
    if window(answers) == "out_of_scope":
        return None, None
    return urgency(answers), classification(answers)


# ---------------------------------------------------------------- which flags are asked
ALWAYS_ASKED = {
    *("RF01", "RF02", "RF03", "RF04", "RF12", "RF13", "RF13b", "RF21", "RF22", "RF23", "RF24"),
    *("RF25", "RF26", "RF27", "RF34", "RF35", "RF37"),
}
ASKED_IN_PREGNANCY = {"RF05", "RF05b", "RF07", "RF08", "RF09", "RF20", "RF32", "RF36"}
ASKED_AFTER = {
    "RF06",
    "RF11",
    "RF14",
    "RF17",
    "RF18",
    "RF19",
    "RF20b",
    "RF28",
    "RF28b",
    "RF29",
    "RF30",
    "RF31",
}


def flags_asked(answers: Answers) -> set[str]:
    """Stages of section 4 and the table of weeks: "a flag that cannot apply is not asked".

    The stage of RF31 (hours to days), RF28 and the like is a watch window: asked later as well.
    """
    if window(answers) == "out_of_scope":
        return set()
    if after(answers):
        found = ALWAYS_ASKED | ASKED_AFTER
        found |= {"RF33" if answers["stage"] == "loss" else "RF15"}
        return found | ({"RF16"} if since_to(answers, 11) else set())
    found = ALWAYS_ASKED | ASKED_IN_PREGNANCY
    limits = {
        "RF06": pregnant_to(answers, 12),
        "RF10": pregnant_from(answers, 18),
        "RF11": pregnant_from(answers, 20),
        "RF15": pregnant_to(answers, 13),  # pregnant again within 12 weeks
        "RF17": pregnant_from(answers, 20),
        "RF18": pregnant_from(answers, 28),
        "RF19": pregnant_from(answers, 28),
    }
    return found | {flag for flag, asked in limits.items() if asked}
