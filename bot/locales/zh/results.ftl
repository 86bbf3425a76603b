# 结果下面的按钮，以及以前做过的内容。

result-control = <b>#{ $id }</b> 先点编号，再选要做什么
button-repeat = 🔁 再来
button-similar = 🎲 类似的
button-remix = ✏️ 改一改
button-animate = 🎬 动起来
button-upscale = ⬆️ 高清 4k
button-originals = 📄 原图
button-original-file = 📄 原文件
button-star = ⭐ 收藏
button-starred = 🌟 已收藏
button-more = ⋯ 更多
button-details = 📋 详情
button-delete = 🗑 删除
button-delete-surely = 🗑 确定删除
button-back = ↩ 返回

followup-made = #{ $id } 已开始，请看它的消息。
followup-already = 已经开始过了：#{ $id }。
followup-model-gone = { $model } 已经不提供了，没花积分。可以用 /image 换一个模型。
followup-no-4k = { $model } 不支持 4k，没花积分。
followup-only-pictures = 只有图片可以这样做，没花积分。
followup-no-picture = #{ $id } 没有第 { $number } 张图，没花积分。
remix-line =
    复制这一行，改好后回复这条消息：
    <code>{ $line }</code>
remix-placeholder-image = /image …
remix-placeholder-video = /video …
remix-placeholder-edit = /image 加上要改的内容
job-from = 来自 #{ $parent }
job-from-result = 来自 #{ $parent } 的第 { $number } 个结果
job-from-upscale = 4k 重跑：#{ $parent } 的第 { $number } 张
originals-coming = 文件马上就来。
showing-refused = #{ $id } 没能全部发出：Telegram 没有接收，或没有回应。没有花费积分，也没有丢失；<code>/show { $id }</code> 可以再试。
originals-gone = #{ $id } 的文件这里已经没有了。网站上你自己的历史里可能还有。
star-on = ⭐ 已收藏第 { $number } 张。
star-on-yours = ⭐ 你收藏了第 { $number } 个结果，在这里发 /fav 能看到。消息上只显示请求人自己的星标。
star-off-yours = 你取消了第 { $number } 个结果的收藏。
tap-others-pick = 大家看到的是同一条消息，只有请求 #{ $id } 的人能在这里选。要用第 { $number } 个结果，请用 /edit、/image 或 /video 回复那张图。
tap-others-more = 这个菜单只给请求 #{ $id } 的人用。发 /show { $id } 看它是怎么做的。
star-off = 已取消收藏第 { $number } 张。
delete-done = #{ $id } 和它的文件已删除。
delete-under-way = #{ $id } 还在发送中，等全部送达后再删除。
tap-gone = 它已不在，或者你不能查看。
show-which = 要看哪一个？请写上编号，例如 <code>/show A7K2M</code>。/history 里有你的任务。未花积分。
show-not-found = 没有任务 #{ $id }：不是你的，也不是本聊天里的。未花积分。/history 里有你的任务。
show-unreadable = “{ $typed }”不是任务编号，未花积分。编号像 A7K2M，例如写 <code>/show A7K2M</code>。
command-show = 再看一个以前的任务

details-head = <b>#{ $id }</b> · { $made }
details-line = <code>{ $line }</code>
details-model = 模型：{ $model }
details-seed = 种子：{ $seed }
details-seed-random = 种子：由网站随机选定，没有告知
details-submission = 提交编号：<code>{ $submit_id }</code>
details-parent = { $relation }，来自 #{ $parent }
details-children = 由它产生：{ $children }
details-sizes = 尺寸：{ $sizes }
details-cost = 花费：{ $cost }
relation-again = 再来一次
relation-similar = 类似的
relation-edit = 修改
relation-animate = 动起来
relation-upscale = 4k 重跑
relation-as-video = 改成视频
relation-reopen = 重新打开
