"""The Chinese stock: introductions, closes and pictures, and all that stands in other files."""

from __future__ import annotations

import re

from ..stock import Camera, Introductions, Post, Stock
from .angles import ANGLES
from .common_angles import COMMON_ANGLES
from .openings import HOOKS, LEADS, PLAIN_HOOKS, TOPIC_LINES
from .themes import GENERAL, GENERAL_FACTS, THEMES

CLOSES = {
    "enrollment": (
        "欢迎你带孩子来走一走，我们等你。",
        "来看看吧，让孩子自己感受。",
        "新的开始，我们一起走。",
        "有空来坐坐，我们当面聊。",
    ),
    "activity": (
        "带上好心情，我们现场见。",
        "这份快乐，想和你一起分享。",
        "来吧，一起留下一个好回忆。",
        "约上家人，我们不见不散。",
    ),
    "course": (
        "给孩子一次尝试的机会，也给好奇心一个起点。",
        "先来听一听，再做决定。",
        "想学，就从这里开始。",
        "好奇的话，来试一试吧。",
    ),
    "campus": (
        "有空来走走，亲眼看看。",
        "欢迎你来，慢慢走，慢慢看。",
        "下一次，换你走进来。",
        "这里的故事，等你一起续写。",
    ),
}

CALLS = {
    "douyin": (
        "点击关注，想了解什么，评论区留言。",
        "有问题就在评论区留言，也别忘了点击关注。",
        "想来看看？点击关注，评论区见。",
    ),
    "kuaishou": (
        "觉得不错，双击支持一下。",
        "双击点个赞，有话评论区聊。",
        "双击屏幕，点个关注，下次接着聊。",
    ),
    "wechat_channels": (
        "转发给正好需要的朋友吧。",
        "点个赞，转发给家里人一起看看。",
        "也请你转发给身边的朋友，也许正好用得上。",
    ),
    "xiaohongshu": (
        "收藏这篇笔记，需要的时候翻出来看。",
        "先收藏这篇笔记，再约上朋友一起来。",
        "记得收藏这篇笔记，有问题评论区见。",
    ),
    "bilibili": (
        "喜欢的话，一键三连支持一下。",
        "觉得有用，就一键三连吧。",
        "一键三连，弹幕里聊聊你的想法。",
    ),
    "": ("点个关注，想了解什么，给我们留言。",),
}

CAMERA = Camera(
    angles=("全景", "平视中景", "低角度", "近景特写", "俯拍", "侧面中景"),
    movements=("缓慢推近", "横向平移", "跟拍", "固定镜头", "轻微环绕", "缓慢上摇", "缓慢拉远"),
    transitions=("叠化", "柔和滑动", "直接切换", "白场过渡", "淡出"),
)

POST = Post(
    topic_lines={
        "enrollment": ("{t}，欢迎来了解。", "{t}，想和你好好聊一聊。"),
        "activity": ("{t}，约你一起来。", "{t}，期待和你见面。"),
        "course": ("{t}，学什么、怎么学，一起来看看。", "{t}，从好奇开始。"),
        "campus": ("{t}，带你走一走、看一看。", "{t}，跟着镜头慢慢看。"),
    },
    point_lines=("{p}，想说的都在视频里。", "说到的有：{p}。", "{p}，慢慢说给你听。"),
    tags={
        "enrollment": ("招生季", "择校", "家长关注"),
        "activity": ("活动预告", "周末去哪儿", "亲子活动"),
        "course": ("课程介绍", "兴趣培养", "学习成长"),
        "campus": ("校园日常", "探校", "校园环境"),
    },
    platform_tags={
        "douyin": ("记录美好生活",),
        "kuaishou": ("快手日常",),
        "wechat_channels": ("视频号日常",),
        "xiaohongshu": ("笔记灵感",),
        "bilibili": ("生活记录",),
    },
)

ZH = Stock(
    hooks=HOOKS,
    plain_hooks=PLAIN_HOOKS,
    topic_lines=TOPIC_LINES,
    leads=LEADS,
    audience_lines=("这条视频，送给{who}。", "这些话，想说给{who}听。"),
    things=Introductions(
        first=("先说{p}。", "先来看看{p}。", "从{p}说起。"),
        following=("再说{p}。", "接着看看{p}。", "还有{p}。", "然后，是{p}。", "再来看看{p}。"),
        last=("另外，还有{p}。", "也别忘了{p}。", "再有，就是{p}。"),
    ),
    lines=Introductions(
        first=("首先，{p}。", "先说这一点：{p}。"),
        following=("还有，{p}。", "再看这一点：{p}。", "再说一点：{p}。", "接着说：{p}。"),
        last=("另外，{p}。", "还要告诉你：{p}。"),
    ),
    themes=THEMES,
    general=GENERAL,
    general_facts=GENERAL_FACTS,
    reminders=("先说一声，免得忘了。", "这一条，别漏掉。", "记在心里就好。"),
    answers=("想知道答案，来问我们就好。", "这个问题，我们当面说给你听。"),
    welcomes=("有你在，会更热闹。", "这份邀请，是真心的。", "人来了，就很好。"),
    angles=ANGLES,
    common_angles=COMMON_ANGLES,
    closes=CLOSES,
    calls=CALLS,
    farewells=(
        "有任何问题，都可以来问我们。",
        "谢谢你看到这里。",
        "期待和你见面。",
        "故事还很长，我们慢慢讲。",
    ),
    close_titles={
        "enrollment": ("我们等你", "来看看吧", "期待见面"),
        "activity": ("现场见", "不见不散", "等你加入"),
        "course": ("来试试吧", "从这里开始", "等你来听"),
        "campus": ("欢迎来走走", "亲眼看看", "期待见面"),
    },
    titles={
        "enrollment": ("{t}，欢迎来看看", "{t}，慢慢说给你听", "了解一下：{t}"),
        "activity": ("{t}，约你一起来", "{t}，我们现场见", "来吧，{t}等你"),
        "course": ("{t}，到底怎么学", "{t}，从好奇开始", "一起认识{t}"),
        "campus": ("{t}，带你走一圈", "走近看看：{t}", "{t}，跟着镜头看"),
    },
    plain_title="值得一看",
    plain_topics={
        "enrollment": "新学期招生",
        "activity": "我们的活动",
        "course": "我们的课程",
        "campus": "我们的校园",
    },
    post=POST,
    looks={
        "warm": ("暖色调，柔和的自然光", "午后暖光，浅景深"),
        "lively": ("明快的糖果色，画面充满动感", "高饱和色彩，构图活泼"),
        "professional": ("干净的蓝白色调，构图稳重", "光线均匀，画面简洁有秩序"),
        "fresh": ("清新的绿色与浅色，光线通透", "清晨自然光，画面留白"),
        "modern": ("冷色调，线条利落，带一点科技感", "对比鲜明，几何构图"),
    },
    scenery={
        "enrollment": (
            "清晨的大门口，人们笑着走进院子",
            "接待区的长桌上放着资料和一束小花",
            "教室窗外望进去，孩子们正在游戏",
            "走廊尽头的阳光，有人轻快地走来",
        ),
        "activity": (
            "开阔的场地上彩旗飘扬，人们陆续到来",
            "人群围成一圈，笑着鼓掌",
            "桌上摆满活动材料，有人正在布置",
            "孩子们在人群前奔跑，手里举着风车",
        ),
        "course": (
            "明亮的教室里，大家围着桌子讨论",
            "黑板前，老师微笑着提问",
            "桌面特写：翻开的本子、铅笔和小作品",
            "学习角一隅，阳光落在书页上",
        ),
        "campus": (
            "院子的全景，树影落在小路上",
            "走廊里光影斑驳，镜头缓缓前行",
            "窗边的绿植和书架，安静整洁",
            "清晨的空地上，晨光斜斜地照进来",
        ),
    },
    camera=CAMERA,
    formal={"professional": ("你", "您")},
    family=re.compile(
        r"孩子|宝[宝贝妈爸]|[萌小]娃|遛娃|家长|[爸妈]|亲子|小朋友|小手|小脸|小脑袋|小碗|童年|入园|"
        r"幼儿|家庭|家校|一家|父母|爷爷|奶奶|祖辈|陪他|他眼里|给他|上学|老师|学校|穿鞋"
    ),
    grown_up=re.compile(
        r"咖啡|餐厅|企业|员工|职场|成人|老年|大学|酒店|门店|开业|健身房|新品|公司|敬老|重阳|老人"
    ),
    whole_place=re.compile(r"校园|园区|幼儿园|学校|校区|新园|托育|环境|中心|基地"),
)
