"""Sides of any topic to develop in English, for any audience."""

from __future__ import annotations

from ..stock import Angle

COMMON_ANGLES = (
    Angle(
        "Know a little more",
        (
            "One more question now saves a detour later.",
            "Read at your own pace, and make up your mind in your own time.",
            "Note down what you want to know, and ask it piece by piece.",
            "The more concrete it gets, the easier it is to judge.",
        ),
        (
            "A few papers and a pen on a desk, a hand turning a page",
            "Two people look at the same screen",
        ),
    ),
    Angle(
        "Done with care",
        (
            "You can tell good work by its details.",
            "Under the excitement, we want things to be solid.",
            "Where thought is needed, we would rather not save on it.",
            "Nothing flashy, just work that deserves your trust.",
        ),
        (
            "Close-up of hands carefully arranging materials",
            "Early morning, someone switches on the light and wipes a table",
        ),
    ),
    Angle(
        "Be part of it",
        (
            "It is not complete without you.",
            "One idea and a few good people are enough to begin.",
            "Watching is one thing, and taking part is quite another.",
            "We would like to hear what you think, too.",
        ),
        (
            "People around a table in a lively discussion",
            "Several hands hold up one piece of a puzzle",
        ),
    ),
    Angle(
        "A moment to keep",
        (
            "Some pictures stay with you.",
            "You may still be smiling on the way home.",
            "Later it becomes a story worth telling.",
            "Good memories need no filter.",
        ),
        (
            "Someone pauses and smiles at a wall of photographs",
            "Silhouettes walk slowly into the evening light",
        ),
    ),
    Angle(
        "It starts with a thought",
        (
            "Many good things begin with a small idea.",
            "Ask yourself what you are hoping for.",
            "Take one step, and the rest of the way gets clearer.",
            "There is no need to have it all worked out, curiosity will do.",
            "If you hesitate, have a look first.",
        ),
        (
            "Someone looks thoughtfully out of a window",
            "A pair of shoes by the door in morning light",
        ),
    ),
    Angle(
        "Listen around",
        (
            "The same thing matters to people for different reasons.",
            "Some look at the result, others enjoy the way there.",
            "Listen a little, then form your own view.",
            "Disagreeing is fine, talking helps.",
            "A worry spoken aloud is already smaller.",
        ),
        (
            "A few people chat on a bench, faces lively",
            "Two cups of tea on a table, someone listening closely",
        ),
    ),
    Angle(
        "In good time",
        (
            "Good things can take their time.",
            "Leave some room for yourself, and some room for change.",
            "A little today and a little more tomorrow, and you feel sure.",
            "If you go slowly, you see more.",
            "There is nobody to race against.",
        ),
        (
            "Slow footsteps along a tree-lined path",
            "An hourglass and an open book on a window sill",
        ),
    ),
    Angle(
        "Tell someone you like",
        (
            "Good news wants to be told.",
            "Ask around, others may be wondering as well.",
            "Two people often decide more easily than one.",
            "In good company, even a plain day is fun.",
            "Afterwards, you have something new to talk about.",
        ),
        (
            "Two people walk side by side, laughing",
            "A phone lights up as a message is sent",
        ),
    ),
)
