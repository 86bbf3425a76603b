# 画廊。

command-gallery = 看大家展示的作品

gallery-empty = 这里还没有作品。在自己的结果下面点 ⋯，里面有 👥。
gallery-caption = <b>{ $author }</b> · { $model } · { $place }/{ $count }
gallery-hidden = 提示词不公开
gallery-ask-bot = 会展示在机器人的画廊里，能用它的人都看得到，带你的名字。提示词要公开吗？
gallery-ask-group = 会展示在这个群的画廊里，带你的名字。提示词要公开吗？
gallery-hung = 已展示。随时可以用 🗑 撤下。
gallery-taken-down = 已撤下。
button-exhibit = 👥 画廊
button-exhibit-shown = 👥 公开提示词
button-exhibit-hidden = 👥 不公开提示词
button-take-down = 🗑 撤下
button-before = ‹ 更新的
button-after = 更早的 ›
