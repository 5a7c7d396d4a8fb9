"""The English stock: introductions, closes and pictures, and all that stands in other files."""

from __future__ import annotations

import re

from ..stock import Camera, Introductions, Post, Stock
from .angles import ANGLES
from .common_angles import COMMON_ANGLES
from .openings import HOOKS, LEADS, PLAIN_HOOKS, TOPIC_LINES
from .themes import GENERAL, GENERAL_FACTS, THEMES

CLOSES = {
    "enrollment": (
        "Bring your child and walk around, we look forward to meeting you.",
        "Come and see, and let your child decide how it feels.",
        "A new beginning is better together.",
        "Drop in, and let's talk in person.",
    ),
    "activity": (
        "Bring a good mood, and we will see you there.",
        "We would love to share this joy with you.",
        "Come along, and make a memory with us.",
        "Bring the family, and don't be late.",
    ),
    "course": (
        "Give your child a chance to try, and curiosity a place to start.",
        "Come and listen first, then decide.",
        "If you want to learn, start here.",
        "Curious? Come and try it.",
    ),
    "campus": (
        "Come by some time, and see it with your own eyes.",
        "Come and look around, as slowly as you like.",
        "Next time, we hope you walk in yourself.",
        "The next story here could be yours.",
    ),
}

CALLS = {
    "douyin": (
        "Tap follow, and leave your questions in the comments.",
        "Questions? Leave a comment, and tap follow.",
        "Tap follow, and see you in the comments.",
    ),
    "kuaishou": (
        "If you like it, double-tap to say so.",
        "Double-tap, and chat with us in the comments.",
        "Double-tap and follow us for more.",
    ),
    "wechat_channels": (
        "Share this with a friend who needs it.",
        "Tap like, and share it with your family.",
        "Please share this, someone may be looking for it.",
    ),
    "xiaohongshu": (
        "Save this post for when you need it.",
        "Save this post, then ask a friend along.",
        "Save this post, and see you in the comments.",
    ),
    "bilibili": (
        "If you enjoyed it, like, coin and save.",
        "Found it useful? Like, coin and save.",
        "Like, coin and save, and tell us what you think.",
    ),
    "": ("Follow us, and send us your questions.",),
}

CAMERA = Camera(
    angles=("wide shot", "eye level", "low angle", "close-up", "high angle", "side view"),
    movements=(
        "slow push in",
        "pan",
        "tracking shot",
        "static shot",
        "gentle orbit",
        "slow tilt up",
        "slow pull out",
    ),
    transitions=("dissolve", "soft slide", "straight cut", "fade through white", "fade out"),
)

POST = Post(
    topic_lines={
        "enrollment": ("{t}: come and find out more.", "{t}: let's talk about it."),
        "activity": ("{t}: come and join in.", "{t}: hope to see you there."),
        "course": ("{t}: what to expect and how it works.", "{t}: it starts with curiosity."),
        "campus": ("{t}: take a walk with us.", "{t}: come and look around."),
    },
    point_lines=("In this video: {p}.", "We talk about: {p}.", "What to look out for: {p}."),
    tags={
        "enrollment": ("Enrolment", "SchoolChoice", "Parents"),
        "activity": ("WhatsOn", "WeekendPlans", "FamilyFun"),
        "course": ("Learning", "NewCourse", "CuriousKids"),
        "campus": ("CampusLife", "BehindTheScenes", "SchoolTour"),
    },
    platform_tags={
        "douyin": ("Douyin",),
        "kuaishou": ("Kuaishou",),
        "wechat_channels": ("WeChatChannels",),
        "xiaohongshu": ("Xiaohongshu",),
        "bilibili": ("Bilibili",),
    },
)

EN = Stock(
    hooks=HOOKS,
    plain_hooks=PLAIN_HOOKS,
    topic_lines=TOPIC_LINES,
    leads=LEADS,
    audience_lines=("This one is for {who}.", "A few words for {who}."),
    things=Introductions(
        first=("Let's start with {p}.", "To begin with: {p}."),
        following=("Then, {p}.", "Next up: {p}.", "Now for {p}.", "Also: {p}."),
        last=("And don't forget {p}.", "And there is more: {p}."),
    ),
    lines=Introductions(
        first=("First: {p}.", "To begin with: {p}."),
        following=("Next: {p}.", "Something else: {p}.", "Also: {p}.", "And then: {p}."),
        last=("One more thing: {p}.", "And please note: {p}."),
    ),
    themes=THEMES,
    general=GENERAL,
    general_facts=GENERAL_FACTS,
    reminders=(
        "Just so that you know.",
        "A small thing, easily forgotten.",
        "Keep that in mind.",
    ),
    answers=("Come and ask, we will tell you.", "Let us answer that in person."),
    welcomes=("It would be lovely to have you.", "The more, the merrier.", "You are welcome here."),
    angles=ANGLES,
    common_angles=COMMON_ANGLES,
    closes=CLOSES,
    calls=CALLS,
    farewells=(
        "If you have any questions, just ask.",
        "Thank you for watching.",
        "We hope to see you soon.",
        "There is much more to tell.",
    ),
    close_titles={
        "enrollment": ("See you soon", "Come and see", "Meet us"),
        "activity": ("See you there", "Join us", "Be there"),
        "course": ("Give it a try", "Start here", "Come and listen"),
        "campus": ("Come on in", "See for yourself", "Visit us"),
    },
    titles={
        "enrollment": ("{t}: come and see", "{t}: what to expect", "Get to know us: {t}"),
        "activity": ("{t}: come and join in", "{t}: see you there", "You are invited: {t}"),
        "course": ("{t}: how it works", "{t}: start with curiosity", "A closer look: {t}"),
        "campus": ("{t}: a look around", "{t}: walk with us", "Step inside: {t}"),
    },
    plain_title="Worth a look",
    plain_topics={
        "enrollment": "Enrolment",
        "activity": "Our event",
        "course": "Our course",
        "campus": "Our campus",
    },
    post=POST,
    looks={
        "warm": ("warm tones and soft natural light", "golden afternoon light, shallow focus"),
        "lively": ("bright candy colours, full of movement", "saturated colours, playful framing"),
        "professional": (
            "clean blue and white tones, steady framing",
            "even light, tidy and simple",
        ),
        "fresh": (
            "fresh greens and pale colours, airy light",
            "morning light, plenty of open space",
        ),
        "modern": ("cool tones and crisp lines", "strong contrast, geometric framing"),
    },
    scenery={
        "enrollment": (
            "A gate in the morning as people walk in smiling",
            "A reception table with leaflets and a small bunch of flowers",
            "Children at play, seen through a classroom window",
            "A sunlit corridor, someone walking lightly towards us",
        ),
        "activity": (
            "An open ground with flags as people arrive",
            "People stand in a circle, laughing and clapping",
            "A table of materials being set out",
            "Children run past the crowd holding pinwheels",
        ),
        "course": (
            "A bright room where everyone talks around a table",
            "A smiling teacher asks a question at the board",
            "Close-up of an open notebook, pencils and a small model",
            "A study corner with sunlight on the pages",
        ),
        "campus": (
            "Wide view of the yard with tree shadows on the path",
            "Dappled light along a corridor, camera moving forward",
            "Plants and a bookshelf by the window, quiet and tidy",
            "First sunlight on an empty yard",
        ),
    },
    camera=CAMERA,
    formal={},
    family=re.compile(
        r"\b(child|kid|parent|famil|school|little one|teacher|mum|dad|mother|father|toddler"
        r"|small hand|grown-up|jumper|shoes on|their eyes)",
        re.IGNORECASE,
    ),
    grown_up=re.compile(
        r"\b(coffee|café|cafe|restaurant|company|employee|career|adult|senior|university|hotel"
        r"|shop|store|gym|product|office|business|elderly|seniors)",
        re.IGNORECASE,
    ),
    whole_place=re.compile(r"\b(campus|school|kindergarten|nursery|cent(er|re)|site)", re.I),
)
