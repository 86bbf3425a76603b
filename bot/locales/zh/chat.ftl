# 对命令、按钮和其他消息的回答。

bot-description =
    我用你自己的即梦（或 Dreamina）账号画图、做视频。

    先用 /login 绑定账号，再发 /image 或 /video 加上你想看到的内容，也可以发照片加一句话。全部用法见 /help。
bot-short-description = 用你自己的即梦（或 Dreamina）账号画图、做视频。

start-hello =
    我用你自己的即梦（或 Dreamina）账号画图、做视频。
    先 /login，然后比如：
    <code>/image 花园里的猫 --ar 16:9</code>
    <code>/video 猫跑起来</code>
    发照片加一句话就改图。其余见 /help。
stranger = 这个机器人不对外开放。想用请联系管理员，并告知你的 id：<code>{ $id }</code>
stranger-tap = 这个机器人没有对你开放。

help-title = <b>我听得懂的</b>
help-line = /{ $command } – { $what }
help-flags =
    <b>参数</b>
    <code>--ar 16:9</code> 比例 · <code>--res 2k</code> 清晰度 · <code>--model jimeng-4.0</code> 模型 · <code>--seed 7</code> 种子 · <code>--file</code> 另发原图
    /image：<code>--no 模糊</code> 不要 · <code>--strength 0.5</code> 强度
    /video：<code>--dur 5</code> 秒数 · <code>--res 720p</code>
help-pictures =
    <b>用图片</b>：照片加一句话就改图，几张一起发就都作参考。说明里写 /video 就让它动起来：一张是首帧，两张是首帧和尾帧。回复任何一张图，写 /image 或 /video 也一样。
help-where = 群里请写 /image@{ $bot }。登录只在私聊里进行。

command-start = 这是什么机器人
command-help = 一屏看全
command-login = 绑定你的账号
command-logout = 删除登录信息
command-image = 用文字或图片画图
command-video = 用文字或图片做视频
command-credit = 积分余额和今日签到
command-queue = 我的任务
command-cancel = 取消任务

login-privately = 请到私聊里登录。session id 就像密码。
login-done = ✅ { site } · 余额 { $balance } · …{ $hint }
login-done-without-balance = ✅ { site } · 余额未知 · …{ $hint }
login-resumed = { $count } 个等待登录的任务继续进行。
login-not-deleted = 你的消息我没能删掉，请自己删除。
login-empty = 里面没有 session id。/login 会告诉你在哪里找。什么都没有保存。
login-has-proxy = 代理只由管理员设置，请只发 session id。什么都没有保存。
login-malformed = 这不是 session id：里面不会有空格、控制字符、“;” 或 “%”。什么都没有保存。
login-unreachable = 现在连不上{ site }，没法验证，请稍后再试。什么都没有保存。
login-exposed-deleted = 你在“{ $chat }”里发了一段像 session id 的文字。我已删除，也没有保存。请到网站退出登录让它失效，再重新登录。
login-exposed = 你在“{ $chat }”里发了一段像 session id 的文字。我在那里没有删除权限，也没有保存。请自己删除，到网站退出登录让它失效，再重新登录。
login-exposed-here-deleted = 你刚才在这里发了一段像 session id 的文字。我已删除，也没有保存。请到网站退出登录让它失效，再到私聊里重新登录。
login-exposed-here = 你刚才在这里发了一段像 session id 的文字。我没有删除权限，也没有保存。请自己删除那条消息，到网站退出登录让它失效，再到私聊里重新登录。
login-stray = 那条消息里有一段像 session id 的文字，我没有使用也没有保存。要登录请单独发 <code>/login</code> 加 session id。

site = { $region ->
        [cn] 即梦
        [us] Dreamina 美国站
        [hk] Dreamina 香港站
        [jp] Dreamina 日本站
        [sg] Dreamina 新加坡站
       *[other] { $region }
    }


picture-too-big = 图{ $number } 有 { $size } MB，机器人最多读 { $limit } MB。未花积分。可以当作图片（压缩）再发。
video-last-alone = 有尾帧就要有首帧。未花积分。请发两张图，或去掉 <code>--last</code>。
album-late = 相册里又来了一张图，太晚了，没有用上。
album-others = 只有图片能用，相册里其他的没有用上。
job-too-many = 你已有 { $limit } 个没完成的任务。等一等，或用 /queue 取消一个。未花积分。
job-model-region = { site }没有 { $model }。可选：{ $possible }。未花积分。

queue-empty = 没有在排队或进行中的任务。
queue-title = <b>我的任务</b>
queue-line = <b>#{ $id }</b> “{ $prompt }”
cancel-which = 取消哪一个？
wait-ended-login = 已取消登录，不再等 session id，没花积分。
wait-ended-words = 已取消，不再等你的文字，没花积分。
wait-left-login = 还在等你的 session id；再发 /cancel 也会结束它。
wait-left-album = /album 还在收图；再发 /cancel 也会结束它。
wait-left-words = 还在等你要写的文字；再发 /cancel 也会结束它。
cancel-none = 没有可取消的任务，没花积分。做完的在 /history。
cancel-unreadable = “{ $typed }”不是任务编号，什么都没改，没花积分。编号像 A7K2M，/queue 里有你的任务。
cancel-cancelled = #{ $id } 已取消，未花积分。
cancel-dropped = #{ $id } 已关闭，没有再发。即梦没有这个任务，应该没扣费。
cancel-running = 即梦不支持中途取消 #{ $id }，可能已计费。
cancel-finished = #{ $id } 已经结束，花费不变，不会再花积分。/show { $id } 可以找回它。
cancel-not-found = 你没有任务 #{ $id }，什么都没改，没花积分。你的任务在 /queue 和 /history。
stop-waiting-done = 不再等待 #{ $id }：完成后放进 /history，不打扰你。
keep-waiting-done = #{ $id } 完成后发到这里。
send-again-started = #{ $id } 再发一次，只发一次。
send-again-already = #{ $id } 已经在继续。
send-again-outdated = #{ $id } 又一次没有下文，新的按钮在它的消息下面。这一下没有再发，没花积分。
decline-done = #{ $id } 已关闭，没有再发。
tap-ended = #{ $id } 已经结束，或者不是你的任务。什么都没改，没花积分。
tap-too-old = 这个按钮太旧，我认不出来了。没花积分。用 /show 加编号可以拿到新的按钮。
tap-not-yours = 这不是你的任务。什么都没改，没花积分。

button-cancel = ⏹ 取消
button-cancel-job = ⏹ 取消 #{ $id }
button-stop-waiting = 🔕 不再等待
button-keep-waiting = ⏳ 继续等
button-send-again = 🔁 再发一次
button-decline = ✕ 不
button-login-privately = 🔑 去私聊登录

unknown-command = 没有 /{ $typed } 这个命令，什么都没做，未花积分。/help 里有全部命令。
unknown-command-near = 没有 /{ $typed } 这个命令，什么都没做，未花积分。是不是 /{ $near }？
plain-text-hint = 没有画，未花积分。要画的话，请发 <code>/image { $prompt }</code>
update-given-up = 处理你的消息时我这边出了故障，已停止尝试。已接下的任务在 /queue 里，别的没有花积分。

result-caption = #{ $id }
result-caption-twice = #{ $id }（可能重复）
sent-privately = 已私聊发给你。
private-chat-closed = 这个请到私聊里看：点按钮打开私聊，再发一次命令。
button-open-privately = 💬 打开私聊
