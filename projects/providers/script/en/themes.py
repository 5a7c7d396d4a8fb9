"""What a key point may be about, and what may be said of it in English."""

from __future__ import annotations

from ..stock import PRACTICAL, Theme

THEMES = (
    Theme(
        "Small classes",
        r"small (class|group)|class size|per class|each class|ratios?\b",
        (
            "Fewer children, and more time for each of them.",
            "No crowd, no queue, and everyone gets a turn!",
            "In a smaller group, a teacher notices progress sooner.",
            "When someone has a quiet day, someone else sees it.",
            "Questions get answered while they are still fresh.",
        ),
        (
            "A few children sit around a teacher, listening to a story",
            "A teacher leans over a round table to look at a drawing",
        ),
        "SmallClasses",
    ),
    Theme(
        "Two languages",
        r"(?:bi|multi|tri)lingual|english|mandarin|chinese|language|native speaker|french|spanish",
        (
            "First they listen, then they dare to speak.",
            "One song, one game, and the new words stick!",
            "Language used in real situations is easier to remember.",
            "Mistakes are welcome, because trying is what counts.",
            "Another language opens another window on the world.",
        ),
        (
            "A child holds up a word card and talks with the teacher",
            "Children sing beside a wall of colourful letters",
        ),
        "Bilingual",
    ),
    Theme(
        "Out in the open",
        r"outdoor|playground|garden|forest|nature|sand ?pit",
        (
            "Wind, sun and mud are good friends to have.",
            "Run, jump, laugh, and do it all again!",
            "Outdoor play trains the body, and judgement along with it.",
            "A little time in nature makes the whole day lighter.",
            "When the body moves, imagination follows.",
        ),
        (
            "Children run across sunlit grass, jackets flying",
            "Small hands build a castle together in the sand",
        ),
        "OutdoorPlay",
    ),
    Theme(
        "Good food",
        r"food|meal|lunch|breakfast|snack|nutrition|kitchen|menu|cook|baking|canteen",
        (
            "Eating well is a small thing that deserves care every day.",
            "Empty bowl, happy face, job done!",
            "Ingredients, balance and taste all deserve attention.",
            "Something fresh and simple, and the energy comes back.",
            "What we eat, and how, is a lesson in itself.",
        ),
        (
            "Close-up of a colourful plate, a little steam rising",
            "A child happily finishes a bowl of soup",
        ),
        "GoodFood",
    ),
    Theme(
        "Safe and sound",
        r"safe|security|camera|secure|fire drill|guard\b|protect|shuttle|school bus|pick[- ]?up",
        (
            "Peace of mind comes before everything else.",
            "Play as wild as you like, because someone keeps watch!",
            "Safety is made of details, and each one matters.",
            "The care you cannot see matters just as much.",
            "When safety is thought through, joy can follow.",
        ),
        (
            "A smiling member of staff greets arrivals at the gate",
            "Close-up of rounded table corners and a handrail",
        ),
        "Safety",
    ),
    Theme(
        "The teachers",
        r"teacher|staff|coach|tutor|educator|principal|instructor|mentor|team\b|one[- ]to[- ]one",
        (
            "Sometimes a kind look says more than a long speech.",
            "Whatever the news is, the teacher has to hear it first!",
            "A good teacher knows when to help and when to wait.",
            "Good company means getting down to eye level.",
            "You can hear skill in every patient answer.",
        ),
        (
            "A teacher kneels to talk with a child at eye level",
            "A teacher and a child walk down a corridor hand in hand",
        ),
        "GreatTeachers",
    ),
    Theme(
        "Art and music",
        r"arts?\b|music|paint|drawings?\b|danc|crafts?\b|sings?\b"
        r"|songs?\b|sing(?:ing|er)|choir|piano|drama|theatre|creativ|ceramic",
        (
            "It need not be perfect to be worth showing.",
            "Dare to imagine, dare to make, dare to show it!",
            "Early art is about feeling and expression, technique can wait.",
            "The sky does not have to be blue.",
            "A sense of beauty grows one attempt at a time.",
        ),
        (
            "A child with paint on both hands holds up a picture",
            "A sunlit studio with easels and pencils in rows",
        ),
        "ArtAndMusic",
    ),
    Theme(
        "On the move",
        r"sport|football|soccer|basketball|volleyball|tennis|swim|fitness|gym|yoga|martial|running"
        r"|(?:relay )?races?\b|cycling|skating",
        (
            "Red cheeks, tired legs, and a good night's sleep.",
            "Ready, steady, go!",
            "Regular exercise helps the body, and concentration too.",
            "Losing without sulking is a victory of its own.",
            "Alone you learn to persist, together you learn to share.",
        ),
        (
            "Children sprint towards the camera on a track",
            "Young players stack their hands before a game",
        ),
        "ActiveKids",
    ),
    Theme(
        "Curious minds",
        r"science|experiment|STEA?M\b|coding|robot|technolog|maths?\b|logic|AI\b"
        r"|explor|discover|engineer",
        (
            "Every why deserves a serious answer.",
            "What happens if we try? Let's find out!",
            "Observe, guess, test: that is how thinking becomes a habit.",
            "Answers may take their time, as long as questions keep coming.",
            "Trying it once teaches more than hearing it often.",
        ),
        (
            "A child looks closely through a magnifying glass",
            "Hands assemble a model among simple lab tools",
        ),
        "CuriousMinds",
    ),
    Theme(
        "A love of books",
        r"reading|books?\b|librar|story|stories|literacy|phonics|poem",
        (
            "Opening a book is like opening a small door.",
            "Stop in the middle of a story, and hear them protest!",
            "With regular reading, vocabulary and focus grow quietly.",
            "A corner, a cushion, a book, and time slows down.",
            "A love of reading is a gift that lasts.",
        ),
        (
            "A child reads against a cushion by the window",
            "A circle of children around an open picture book",
        ),
        "LoveReading",
    ),
    Theme(
        "What it costs",
        r"price|fees?\b|tuition|costs?\b|[$£€]\s?\d",
        (
            "If anything is unclear, do ask us about it.",
            "Ask away, and then you know!",
            "The details are explained on site.",
            "Ask what is included, and decide at your own pace.",
            "Clear words make an easy choice.",
        ),
        (
            "A leaflet and a pen on a desk in soft light",
            "A friendly member of staff explains a leaflet at the desk",
        ),
        "GoodToKnow",
        most=PRACTICAL,
    ),
    Theme(
        "A little extra",
        r"free\b|discount|voucher|gift|early[- ]bird|% off|special offer",
        (
            "If it speaks to you, come and ask.",
            "Good news travels fast, so pass it on!",
            "How it works is explained on site.",
            "A small thing, and meant kindly.",
            "It is there to be enjoyed.",
        ),
        (
            "A small ribboned gift on a wooden table in soft light",
            "Someone accepts a small present and smiles",
        ),
        "LittleExtra",
        most=PRACTICAL,
    ),
    Theme(
        "Save the date",
        r"date\b|\d\s?[ap]\.?m\b|o'clock|\d:\d\d|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday"
        r"|january|february|april|june|july|august|september|october|november|december"
        r"|deadline|\b\d{1,2} (march|may)\b|weekend",
        (
            "Put it in the calendar, and we will see you then.",
            "Circle the day and set the alarm!",
            "Planning ahead makes for a relaxed visit.",
            "Keep this video handy, in case you forget.",
            "Come a little early, and take your time.",
        ),
        (
            "Close-up of a calendar with one day circled in red",
            "Morning sun on the clock above an entrance",
        ),
        "SaveTheDate",
        most=PRACTICAL,
    ),
    Theme(
        "Finding us",
        r"address|location|street|road\b|avenue|metro|subway|bus\b|parking\b.*|transport"
        r"|meeting point",
        (
            "Take your time on the way, we will be here.",
            "Open the map, and off you go!",
            "A quick look at the route saves time later.",
            "Check the way before you set out.",
            "Knowing the way makes the day easier.",
        ),
        (
            "A street sign among green trees, camera moving along the pavement",
            "Close-up of a sign at the entrance as a door opens",
        ),
        "FindUs",
        most=PRACTICAL,
    ),
    Theme(
        "A good place to be",
        r"environment|classroom|facilit|equipment|space|campus|building|air quality"
        r"|rooms?\b|studio|lab\b|hall\b",
        (
            "A place you like is a place you return to.",
            "Look here, touch that, and try to leave!",
            "The way a room is arranged shapes what happens in it.",
            "Better light, a softer corner, and everyone is calmer.",
            "It need not be grand, it needs to be thought through.",
        ),
        (
            "A bright room, sun falling through tall windows onto a wooden floor",
            "A corridor lined with pictures, camera gliding past",
        ),
        "GoodSpaces",
    ),
    Theme(
        "Everyday care",
        r"care\b|caring|naps?\b|nurses?\b|health check|hygiene|clean|after[- ]school"
        r"|day ?care|medical",
        (
            "An extra jumper, a sip of water: care lives in small things.",
            "Well fed, well rested, ready for more!",
            "Careful routines make for steady days.",
            "A clean towel and a made bed say a lot.",
            "Even a small discomfort should be noticed in time.",
        ),
        (
            "A quiet nap room with soft light through the curtains",
            "A teacher gently straightens a child's collar",
        ),
        "EverydayCare",
    ),
    Theme(
        "Growing up",
        r"grow|habit|confiden|independen|skill|potential|personalit|emotion|social|focus"
        r"|manners|character|development",
        (
            "Slow is fine, because every child blooms in their own season.",
            "Shoes on today, on stage tomorrow!",
            "Skills are built in daily life, not in a day.",
            "Give it time, give it trust, and change will come.",
            "To speak, to wait, to share: these last a lifetime.",
        ),
        (
            "A child ties a shoelace and looks up with a smile",
            "A child raises a hand while classmates applaud",
        ),
        "GrowingUp",
    ),
    Theme(
        "A day to remember",
        r"festival|(?<!paid )holiday|christmas|new year|halloween|concert|performance|ceremony"
        r"|graduation|celebrat|part(?:y|ies)\b|birthday|anniversary|speech",
        (
            "Days with a ritual keep shining in memory.",
            "Music up, hands together, today we celebrate!",
            "Taking part teaches us to prepare, to share and to speak up.",
            "Take a photo, and enjoy it again later.",
            "On stage or off, everyone earns some applause.",
        ),
        (
            "A smiling crowd claps among flags and balloons",
            "Stage lights come up as performers bow hand in hand",
        ),
        "DayToRemember",
    ),
    Theme(
        "Made by hand",
        r"bak(?:e|ing|ed)|dumpling|mooncake|lantern|origami|paper[- ]cutting|knit|weav|DIY\b"
        r"|handmade|pottery|clay\b|(?:card|mask|bread|pizza|candle|jewell?ery)[- ]making",
        (
            "What you make yourself is hard to give away.",
            "Roll up your sleeves, and off we go!",
            "From choosing the materials to the last touch, it takes patience.",
            "Hands are busy, and the mind goes quiet.",
            "A little crooked is fine, it shows who made it.",
        ),
        (
            "A table of colourful materials, hands folding and kneading",
            "A finished piece held carefully in two palms",
        ),
        "MadeByHand",
    ),
    Theme(
        "Out and about",
        r"outing|excursion|(?:field |day |school )?trips?\b|picnic|camping|camp ?fire|sleep ?over"
        r"|kites?\b|hik(?:e|ing)|tree planting|plant(?:ing)? (?:a )?trees?|farm|parks?\b|zoo\b"
        r"|(?:fruit|strawberry|apple) picking|museum|beach",
        (
            "The talk along the way stays longer than the view.",
            "Bags packed, hats on, and away we go!",
            "Out there, what the books say takes shape.",
            "Clouds take their time, and so can we.",
            "Away from the screen, the world gets bigger.",
        ),
        (
            "A group with small bags walks along a country path, laughing",
            "A picnic blanket on the grass, hats and bottles beside it",
        ),
        "DayOut",
    ),
    Theme(
        "All the fun",
        r"bouncy castle|raffle|prize draw|(?:bake|jumble|charity) sale|flea market|fairs?\b"
        r"|stalls?\b|treasure hunt|face painting|dragon boats?\b|riddles?\b|barbecue|bbq\b"
        r"|bonfire|parade|team[- ]building",
        (
            "Put people together, and a plain day feels like a feast.",
            "Come closer, the cheering has begun!",
            "Taking part means rules, patience, and working together.",
            "Lively and light, that is the whole idea.",
            "More people, more surprises.",
        ),
        (
            "Colourful stalls with people around them, someone raises a hand",
            "A crowd claps and cheers together",
        ),
        "AllTheFun",
    ),
    Theme(
        "Together with you",
        r"(?:grand)?(?:parent|mother|father)|famil|mum|dad|communicat|home visit|together",
        (
            "What children remember is often that you were there.",
            "Big hand, small hand, let's go!",
            "When home and school agree, children feel secure.",
            "Put the phone away for a moment, and look at their eyes.",
            "A few more words between us, and everything runs smoother.",
        ),
        (
            "Close-up of a large hand holding a small one",
            "Parents and a child build something together, laughing",
        ),
        "FamilyTime",
    ),
    Theme(
        "Come and try",
        r"trial|visit|open day|open house|tours?\b|taster|try\b|book a",
        (
            "One visit tells you more than any brochure.",
            "You only know if it is fun once you try!",
            "Bring your questions, they make a visit worthwhile.",
            "No pressure, just think of it as a pleasant outing.",
            "One more look, and the choice becomes clearer.",
        ),
        (
            "A door opens and the camera follows footsteps into a yard",
            "A friendly welcome at the reception desk",
        ),
        "ComeAndSee",
    ),
    Theme(
        "Learning by playing",
        r"montessori|curriculum|programme|program\b|play|project|method"
        r"|approach|mixed[- ]age(?:d|s)?\b|workshop|teaching|learning",
        (
            "The wall between play and learning was never that high.",
            "Play first, and suddenly you can do it!",
            "A good method makes you want to take the next step yourself.",
            "There is no race, only the next step.",
            "An idea is worth what it becomes in everyday life.",
        ),
        (
            "Children build together at a big table, absorbed",
            "A small hand takes wooden material from a tidy shelf",
        ),
        "LearnByPlay",
    ),
    Theme(
        "Trust takes time",
        r"award|certifi|accredit|licen[sc]ed|years of|experienced|founded|since\b"
        r"|qualified|recogni",
        (
            "Praise belongs to yesterday, care belongs to every day.",
            "Solid ground, and still full of new ideas!",
            "Ask to see how things are done, you are welcome to.",
            "Steady steps carry you far.",
            "Recognition is a reason to keep working.",
        ),
        (
            "Certificates and a group photo on a wall, camera moving slowly",
            "Wide view of the entrance under a clear sky",
        ),
        "Trust",
    ),
    Theme(
        "Ask us",
        r"enrol|register|registration|sign[- ]?up|apply|application|places|seats?\b"
        r"|contact|phone|tel\b|wechat|e-?mail|website|www|age[sd]?\b|years old|limited",
        (
            "Think it over, then come and talk to us.",
            "If you like the idea, do ask us soon!",
            "Write down your questions, and ask them one by one.",
            "A short talk often shows whether it fits.",
            "Knowing early leaves more time to prepare.",
        ),
        (
            "Close-up of a form and a pen beside a cup of tea",
            "Two people talk face to face, relaxed and friendly",
        ),
        "AskUs",
        most=PRACTICAL,
    ),
)

GENERAL = (
    "You will see what we mean when you come.",
    "If you like the sound of it, come and try.",
    "Seeing it says more than hearing about it.",
    "Ask us, and we will gladly tell you more.",
    "If you want the details, we will take the time.",
    "There is more to it than you might think.",
)

GENERAL_FACTS = (
    "Perhaps you care about this too.",
    "That is worth keeping in mind.",
    "Make a note of it, it may come in handy.",
    "The more you know, the easier it is to decide.",
    "That may help you plan.",
    "Now you know what to count on.",
)
