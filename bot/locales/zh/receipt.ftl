# 任务发出之前给人看的内容。

price-known = 约 { $price } 积分
price-known-balance = 约 { $price } 积分（余额 { $balance }）
price-unknown = 价格未知
asks-above-ceiling = 超过你的上限
asks-hint = 文字里的词会提高价格
asks-balance = 超过余额
order-above-max = 这次约需 { $price } 积分，超过你的 <code>--max { $most }</code>。没有发出，没花积分。

state-receipt-expired = 15 分钟内没有确认。没有发出，没花积分。
agree-started = #{ $id } 开始。
agree-already = #{ $id } 已经在进行。
agree-expired = 这张单子已过期，没花积分。
reopen-done = 已重新打开：#{ $id }。
button-agree = ✅ 生成
button-reopen = 🔁 重新打开
button-as-video = 🎬 改成视频
as-video-done = #{ $id } 已改成视频，请看它的单子。
edit-too-late = 这个任务已经开始或结束，编辑消息不会改变它。要重新做，点 ✏️。没有多花积分。
edit-needs-picture = 请用 <code>/edit</code> 回复一张图并写上要改什么，或者发图时写在说明里。没花积分。
command-edit = 修改一张图
asks-offered = 你确认后才开始
asks-video = 视频在你确认后才开始
state-cost = { "" } · 花费 { $cost }
button-claim-and-agree = 🎁 签到并生成
claim-not-enough = 还是不够：需要约 { $price } 积分，现有 { $balance }。没花积分。可以改小尺寸或缩短时长。
order-max = 上限 { $most } 积分：已知价格超过就不发出。
order-yes = 不再询问：只要价格已知，并且不超过你的上限。
receipt-sheet = 你的图片和编号
