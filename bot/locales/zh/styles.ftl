# 风格：带变量和参数的文字，用一个名字保存。

command-style = 给常用的文字和参数起个名字

style-title = <b>风格</b>
style-shelf-mine = 我的：{ $names }
style-shelf-chat = 本群：{ $names }
style-shelf-operator = 公共：{ $names }
style-none = 还没有。
style-help =
    <code>/style save 手办 做成 1/7 比例的手办，{"{"}主题{"}"}，摆在电脑桌上 --ar 3:4</code> 保存一个；回复照片时发，那张照片就是示例。
    用法：<code>/image 猫 --style 手办</code>，几个用 <code>+</code> 连起来，或者直接发 <code>手办 猫</code>。
    群管理员可以用 <code>/style 本群 保存 …</code>。另有 <code>查看</code>、<code>删除</code>、<code>分享</code>、<code>导入</code>。
style-on-mine = 我的
style-on-chat = 本群
style-on-operator = 公共
style-on-offered = 还没保存
style-head = <b>{ $name }</b> · { $shelf }
style-text = <code>{ $text }</code>
style-variables = 还要填：<code>{ $named }</code>
style-your-words = …
style-line =
    复制这一行，填上内容再发给我：
    <code>{ $line }</code>
style-saved = 已保存“{ $name }”，没花积分。
style-deleted = 已删除“{ $name }”。
style-kept = “{ $name }”已存为你的风格。
style-shared =
    风格“{ $name }”。打开这个链接，或把这个文件发给我，就能保存：
    { $link }
style-offer = 要保存为“{ $name }”吗？现在还没有保存。
style-offer-replaces = 你自己已有“{ $name }”，文字不同，保存会替换它。现在还没有保存。
style-example-gone = 示例图在 Telegram 上已经没有了。
style-tap-gone = 这个风格已经没有了，或者你看不到。
style-tap-not-yours = 只有管理这里风格的人才能删除。

button-style-use = ▶️ 使用
button-style-share = ↗ 分享
button-style-delete = 🗑 删除
button-style-delete-surely = 🗑 确定删除
button-style-back = ↩ 返回
button-style-keep = 💾 保存

style-used = 风格 { $name }：“{ $text }”
style-flag-gives-way = <code>{ $flag }</code>：用 { $used }，不用风格 { $name } 里的 { $dropped }。
style-variable-extra = “{ $typed }”按文字处理：所用风格里没有变量 { $name }。
style-subject-pictured = 没有写文字，{ $variable } 就是 { $used }。

style-unknown = 没有“{ $name }”这个风格。没有提交，未花积分。/style 可以看到全部。
style-unknown-near = 没有“{ $name }”这个风格。是不是 <code>{ $suggestion }</code>？没有提交，未花积分。
style-too-many = 一次最多用 { $most } 个风格。没有提交，未花积分。请少写几个。
style-variables-missing = 风格 { $name } 还需要 { $missing }。没有提交，未花积分。请补上 <code>{ $example }</code>
style-subject-missing = 风格 { $name } 需要填 { $variable } 的文字。没有提交，未花积分。请写上内容，或者发一张图。
style-for-video = 风格 { $name } 里有 <code>{ $flag }</code>，只用于视频。未花积分。请用 /video。
style-for-image = 风格 { $name } 里有 <code>{ $flag }</code>，只用于图片。未花积分。请用 /image。

style-name-missing = 风格要有名字。没有保存，未花积分。比如 <code>/style save 胶片 35 毫米胶片的颗粒感</code>
style-name-long = 名字太长，最多 { $most } 个字。没有保存，未花积分。请换短一点的。
style-name-odd = “{ $name }”不能当名字。没有保存，未花积分。请用一个词，不带空格、引号、括号和 <code>+ : = /</code>，也不以横线开头。
style-name-taken = “{ $name }”在这里是命令，不能当风格的名字。没有保存，未花积分。请换一个。
style-text-missing = 名字后面要写上文字。没有保存，未花积分。比如 <code>/style save 胶片 35 毫米胶片的颗粒感</code>
style-text-long = 文字有 { $length } 个字，最多 { $most } 个。没有保存，未花积分。请缩短。
style-text-token = 里面有像会话 id 的内容。没有保存，未花积分。请写它的人在网站上退出登录。
style-text-odd = 文字里有看不见的字符。没有保存，未花积分。请重新输入。
style-flag-not-here = <code>{ $flag }</code> 要写在消息里，不能放进风格。没有保存，未花积分。请去掉。
style-variable-in-flag = 变量只能放在文字里，不能放在 <code>{ $flag }</code> 后面。没有保存，未花积分。请写成具体的值。
style-shelf-full = 已经有 { $most } 个风格了。没有保存，未花积分。请先用 /style 删掉一个。
style-not-found = 这里没有“{ $name }”这个风格。没有改动，未花积分。/style 可以看到全部。
style-unnamed = 哪个风格？没有写名字。没有改动，未花积分。/style 可以看到全部。
style-no-chat = 私聊里没有本群的风格。没有保存，未花积分。请在群里发。
style-only-chat-admins = 只有群管理员能改本群的风格。没有改动，未花积分。你自己的请用 <code>/style save …</code>
style-only-operator = 只有机器人的管理员能改公共风格。没有改动，未花积分。你自己的请用 <code>/style save …</code>
style-link-dead = 这个链接对应的风格已经没有了。没有保存，未花积分。请对方重新分享。
style-import-how = 请回复风格文件并写 <code>/style import</code>，或者在后面写上链接。没有保存，未花积分。
style-card-large = 文件超过 { $most } KB，不是风格文件。没有保存，未花积分。
style-card-unreadable = 这不是我的风格文件。没有保存，未花积分。用 /style share 可以生成。
style-card-newer = 这个文件来自更新的版本。没有保存，未花积分。请联系管理员升级。
style-card-gone = Telegram 已经不提供这个文件。没有保存，未花积分。请重新发送。
