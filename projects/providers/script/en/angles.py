"""Sides of a topic to develop in English, by video type: thoughts, never facts."""

from __future__ import annotations

from ..stock import Angle

ANGLES = {
    "enrollment": (
        Angle(
            "Settling in",
            (
                "In a new place, every child misses home a little.",
                "Offer a hug, and then some time.",
                "From waving goodbye to running in, every step counts.",
                "Children sense your worry, and they sense your trust as well.",
                "Pack a small bag, and a good mood to go with it.",
            ),
            (
                "A child with a small backpack turns and waves at the gate",
                "A teacher opens both arms in welcome",
            ),
            for_families=True,
        ),
        Angle(
            "What to look for",
            (
                "Walking through a place tells you more than reading about it.",
                "Watch how the adults talk to the children, and listen for laughter.",
                "Ask what an ordinary day looks like.",
                "Bring your child along, their reaction is usually honest.",
                "And if something is unclear, just ask.",
            ),
            (
                "Visitors stop to look at pictures on a corridor wall",
                "A curious child peeks around a classroom door",
            ),
            for_families=True,
        ),
        Angle(
            "A day in their life",
            (
                "A good day has room for noise and for quiet.",
                "There is a time to run, and a time to listen to a story.",
                "Eating, resting, playing: there is something to learn in each.",
                "On the way home, you will hear all the news.",
                "Put those small joys together, and you have a childhood.",
            ),
            (
                "Light moving across a yard from morning to evening",
                "Children line up to wash their hands, chatting",
            ),
            for_families=True,
        ),
        Angle(
            "Small steps",
            (
                "Today they learn to wait, tomorrow to share.",
                "A coat put on alone, a thank you said unasked: that is progress.",
                "It is not about who runs faster.",
                "Every child keeps their own time.",
                "There is no model answer to growing up.",
            ),
            (
                "A child proudly zips up a jacket alone",
                "A child stands on tiptoe at a height chart",
            ),
            for_families=True,
        ),
        Angle(
            "Side by side",
            (
                "Nobody should have to raise a child alone.",
                "Good news is for sharing, and worries are for solving together.",
                "When home and school pull together, children feel it.",
                "You know your child, and we would like to hear more.",
            ),
            (
                "A parent and a teacher talk on small chairs, smiling",
                "Large and small hands stacked together",
            ),
            for_families=True,
        ),
        Angle(
            "How to choose",
            (
                "You don't have to decide at once: look first, then compare.",
                "Put what matters to you in order, and the answer gets clearer.",
                "Advice is useful, and your own impression counts for more.",
                "Whether it fits, everyday life will tell.",
            ),
            ("An open notebook with a short handwritten list", "A family talks quietly on a sofa"),
        ),
    ),
    "activity": (
        Angle(
            "Hands on",
            (
                "From watching to joining in is just one step.",
                "What your hands have done, your head remembers.",
                "The grown-ups help, and the children lead.",
                "Dirty hands are fine, as long as everyone is laughing.",
                "The result may be crooked, and it will be treasured.",
            ),
            (
                "Big and small hands busy at a table full of materials",
                "A finished craft piece held up high",
            ),
        ),
        Angle(
            "New friends",
            (
                "Many a friendship began at a day like this.",
                "It only takes a hello.",
                "Finishing something together feels better than finishing alone.",
                "If you are shy, watch for a while and join when you like.",
                "By the end, you may have planned the next meeting.",
            ),
            (
                "Two children who have just met smile at each other",
                "A small circle of people gives high fives",
            ),
        ),
        Angle(
            "The atmosphere",
            (
                "A screen can only show you half of it.",
                "Laughter is catching, as you will notice.",
                "Walk slowly, and you may find a little surprise.",
                "Keep your camera ready, the good moments are quick.",
            ),
            (
                "Flags flutter as people stroll in the sun",
                "Someone lifts a camera towards a smiling face",
            ),
        ),
        Angle(
            "Time together",
            (
                "Weeks are busy, so let this time belong to your family.",
                "Run a lap together, listen to one long story: that is a gift.",
                "Years from now, the games may be forgotten, but not that you were there.",
                "Phones in pockets, smiles in memory.",
            ),
            (
                "A father lifts a child onto his shoulders, both laughing",
                "A family rests together on the grass",
            ),
            for_families=True,
        ),
        Angle(
            "More than fun",
            (
                "Play is how we get to know the world.",
                "Waiting, sharing, working together: it all gets practised along the way.",
                "To try is already brave.",
                "You cannot always write down what you learned, but it stays.",
            ),
            (
                "A child balances on a beam, a helping hand nearby",
                "Several children lift one large block together",
            ),
            for_families=True,
        ),
        Angle(
            "Getting ready",
            (
                "Comfortable clothes, a bottle of water, and you are ready.",
                "If you are unsure about anything, ask beforehand.",
                "Leave a little early, and there is no need to rush.",
                "Bring a good mood, the rest will follow.",
            ),
            (
                "Close-up of a small bag, a bottle and a hat by the door",
                "Someone sets off lightly down a morning street",
            ),
        ),
    ),
    "course": (
        Angle(
            "Interest first",
            (
                "Wanting to learn matters more than learning fast.",
                "First make it interesting, then go deeper.",
                "One good question can open a whole lesson.",
                "If you like it, keeping at it comes easily.",
                "Learning starts the moment the eyes light up.",
            ),
            (
                "A child reaches for something new, fascinated",
                "Several small hands go up in a classroom",
            ),
        ),
        Angle(
            "Try it yourself",
            (
                "We forget what we hear, and remember what we do.",
                "Getting it wrong is part of getting it right.",
                "Every failed attempt is one step closer.",
                "Busy hands wake up the mind.",
                "If it goes wrong, simply try again.",
            ),
            (
                "A pair of hands puts parts together on a busy table",
                "A tower falls, and everyone laughs and starts again",
            ),
        ),
        Angle(
            "Step by step",
            (
                "Start simple, and take the stairs one at a time.",
                "Learning it well beats learning a lot.",
                "A little today, a little tomorrow, and time does the rest.",
                "No comparing, no hurry, just steady steps.",
                "Solid basics make the rest easier.",
            ),
            (
                "Blocks arranged from small to large like a staircase",
                "Pages of a notebook turn as the writing gets neater",
            ),
        ),
        Angle(
            "Speaking up",
            (
                "Saying what you think is a big step.",
                "Stand up often enough, and your voice grows stronger.",
                "Listen to others, and let them understand you.",
                "There are no silly questions, only unasked ones.",
                "Once you have dared to speak, half of it is done.",
            ),
            (
                "A child presents on a small stage as friends listen",
                "A group leans in, heads close together",
            ),
            is_broad=True,
        ),
        Angle(
            "Into everyday life",
            (
                "What is learned in class should work outside it.",
                "At the market, on the street, at the kitchen table, learning goes on.",
                "Wanting to try again at home is a fine sort of homework.",
                "Knowledge tastes better when it is used.",
                "Children are pleased when what they know turns out useful.",
            ),
            (
                "A child carefully counts change at a market stall",
                "A little experiment goes on at a desk at home",
            ),
            is_broad=True,
        ),
        Angle(
            "Seeing progress",
            (
                "Progress is not always written in marks.",
                "A little more focus, one more try: that deserves praise.",
                "Keep a record, and looking back will move you.",
                "The only fair comparison is with yesterday.",
                "A word of praise is remembered for a long time.",
            ),
            (
                "Two pieces of work side by side, before and after",
                "A thumbs up next to a beaming face",
            ),
        ),
    ),
    "campus": (
        Angle(
            "Through the door",
            (
                "Step inside, and you slow down without noticing.",
                "Look at the pictures on the wall, and listen to the sounds further off.",
                "The character of a place hides in its quiet corners.",
                "Before you ask anything, just look around.",
            ),
            (
                "Doors open slowly, morning light on the path",
                "Close-up of a mural and plants, camera moving in",
            ),
            is_broad=True,
        ),
        Angle(
            "In the classroom",
            (
                "A room need not be large to leave space for ideas.",
                "The height of the tables, the place of the shelves: look closely.",
                "Work on the wall is a quiet kind of pride.",
                "Sit down for a minute, and you will feel the mood.",
            ),
            (
                "Wide view of colourful chairs in morning light",
                "A corner of a bookshelf beside a green plant",
            ),
            is_broad=True,
        ),
        Angle(
            "Outside",
            (
                "A bit of shade and an open space are enough for an afternoon.",
                "Room to run is room to grow.",
                "Puddles after the rain belong to childhood.",
                "In good weather, the open air is a classroom.",
                "A little sun, a little wind, and spirits rise.",
            ),
            (
                "Children chase each other under the trees",
                "A puddle reflects blue sky and small rain boots",
            ),
            is_broad=True,
        ),
        Angle(
            "Everyday moments",
            (
                "A greeting in the morning, sun at noon, a wave at the end of the day.",
                "Ordinary moments are lovely if you look long enough.",
                "Someone reads, someone builds, someone whispers a secret.",
                "Nothing needs to be staged.",
            ),
            (
                "Squares of sunlight along a corridor as people pass",
                "A cup and a small flower on a window sill",
            ),
        ),
        Angle(
            "The people",
            (
                "Whether a place is warm depends on the people in it.",
                "A good morning and a real smile go a long way.",
                "Who became friends with whom, who learned to share: that is the news here.",
                "Knowing a name is where respect begins.",
                "After a while, a glance is enough.",
            ),
            ("People greet each other at the door, smiling", "Two friends share one book"),
        ),
        Angle(
            "Thought of",
            (
                "You can see the rooms, and you can feel the care behind them.",
                "How round should a corner be, how low a step? Someone has to think of it.",
                "Quiet where it should be quiet, lively where it should be lively.",
                "Details do not speak, but they look after people.",
            ),
            (
                "Close-up of a rounded table corner and a low wash basin",
                "A calm corner in soft lamplight",
            ),
        ),
    ),
}
