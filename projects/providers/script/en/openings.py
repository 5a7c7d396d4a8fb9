"""How a film begins in English: by video type, and some of it by style."""

from __future__ import annotations

HOOKS = {
    "enrollment": {
        "warm": (
            "Who would you trust with your child?",
            "Letting go of a small hand is never easy.",
            "What kind of place would you like your child to wake up for?",
        ),
        "lively": (
            "New friends, new games, new stories!",
            "So many choices, and not a clue where to start?",
            "Where does a child's next adventure begin?",
        ),
        "professional": (
            "What should you look at when choosing a place for your child?",
            "Choosing well starts with a few clear questions.",
            "Good education shows in everyday details.",
        ),
        "fresh": (
            "What if going to school felt light and easy?",
            "A new chapter is like an open window.",
            "Take a breath, and look at your child's day afresh.",
        ),
        "modern": (
            "How do children learn today?",
            "The future starts with a good beginning.",
            "There is a new way to open the door to learning.",
        ),
    },
    "activity": {
        "warm": (
            "Some joys are only complete when the family is there.",
            "When did you last play together, just for fun?",
            "Ordinary weeks deserve something to look forward to.",
        ),
        "lively": (
            "Ready? Here comes the fun!",
            "Off the sofa, everyone, and out we go!",
            "Grab your friends, this is going to be lively!",
        ),
        "professional": (
            "A good event teaches something while it entertains.",
            "Learning happens when children take part.",
            "Joining in is a good way to get to know a place.",
        ),
        "fresh": (
            "Step outside, the good mood is waiting.",
            "Pick an easy day, and head out together.",
            "Press pause on the routine.",
        ),
        "modern": (
            "Fun, played differently.",
            "Hands on, minds on, everybody up.",
            "There is a lot to enjoy beyond the screen.",
        ),
    },
    "course": {
        "warm": (
            "In every child there is a seed of curiosity.",
            "When a child asks why, let's look for the answer together.",
            "Learning can be a gentle thing.",
        ),
        "lively": (
            "What if a lesson felt like a game?",
            "Busy hands, busy heads, here we go!",
            "Calling all curious minds!",
        ),
        "professional": (
            "A good course has a goal, a method and a result.",
            "How children learn decides what they keep.",
            "Interest is where it starts, and method shows the way.",
        ),
        "fresh": (
            "Learning can feel like a walk in the fresh air.",
            "Give curiosity some room, and see what happens.",
            "A lesson does not have to be dull.",
        ),
        "modern": (
            "Skills for tomorrow are practised today.",
            "Less listening, more trying.",
            "Those who ask questions go further.",
        ),
    },
    "campus": {
        "warm": (
            "What is it like, the place where a child spends the day?",
            "Behind this door there is a second home.",
            "When the sun comes in, the day begins.",
        ),
        "lively": (
            "Follow me, let's look around!",
            "Camera on, here comes the tour!",
            "Curious what is inside? Come on in!",
        ),
        "professional": (
            "A space is a teacher, too.",
            "You can tell how much care there is by the details.",
            "Come in, and see how an ordinary day works.",
        ),
        "fresh": (
            "A light breeze, and a new day.",
            "Take a deep breath, and walk with us.",
            "Light above, a surprise around the corner.",
        ),
        "modern": (
            "How a space is designed is how it gets explored.",
            "Change the angle, and see this place anew.",
            "What makes a space inspiring?",
        ),
    },
}

PLAIN_HOOKS = {
    "enrollment": (
        "Before you choose, take a moment to look.",
        "A new beginning deserves some preparation.",
        "Where will your next step take you?",
    ),
    "activity": (
        "We have something to look forward to.",
        "This one deserves a mark in the calendar.",
        "You have been busy, so treat yourself to a good day.",
    ),
    "course": (
        "Want to learn something new, but not sure where to start?",
        "Good learning begins with interest.",
        "Before learning how, it helps to know why.",
    ),
    "campus": (
        "Some places you only understand from inside.",
        "Come along, slowly, behind the camera.",
        "To know a place, look at its everyday life.",
    ),
}

TOPIC_LINES = {
    "enrollment": (
        "{t}: come and find out more.",
        "{t}: we are ready when you are.",
        "{t}: here is what to expect.",
        "{t}: you are warmly invited.",
    ),
    "activity": (
        "{t}: come and join in.",
        "{t}: we are ready, are you?",
        "{t}: you are warmly invited.",
        "{t}: here is what to expect.",
    ),
    "course": (
        "{t}: let's take a closer look.",
        "{t}: here is how it works.",
        "{t}: come and get to know more.",
    ),
    "campus": (
        "{t}: let's take a look.",
        "{t}: come and see for yourself.",
        "{t}: come and have a closer look.",
    ),
}

LEADS = {
    "enrollment": (
        "Give us a moment, and we will tell you more.",
        "There is no hurry to decide, just have a look.",
        "The answer is in the everyday, not in slogans.",
    ),
    "activity": (
        "What is there to see? Keep watching.",
        "Let us tell you why it is worth coming.",
        "Come alone and gain something, come together and gain more.",
    ),
    "course": (
        "What it is about, and how it works, we will take in turn.",
        "Before you sign up, see whether it suits you.",
        "By the end, you will have a clearer picture.",
    ),
    "campus": (
        "There is no rush, one corner at a time.",
        "Stay close, and follow us.",
        "No rehearsal, just the place as it is.",
    ),
}
