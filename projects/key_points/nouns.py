"""Chinese words by which the end of a name is known: what a list names, and what a point is."""

from __future__ import annotations

import re

THING = re.compile(
    r"(?:教学|课程?|乐园|教育|启蒙|理念|氛围|陪伴|环境|设施|设备|活动|体验|阅读|游戏|运动|[餐点]|厨房|实验"
    r"|空间|服务|系统|接力|比赛|表演|演出|音乐|美术|舞蹈|手工|绘本|校车|接送|监护|照料|监控|科学|探索|训练"
    r"|编程|机器人|故事|项目|项目制|团队|师资|老师|教练|[馆室场园区角会节师班营展秀池屋田坊林具材书画操琴棋球课堂墙])$"
)
