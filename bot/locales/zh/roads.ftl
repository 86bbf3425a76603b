# 通往一张图的各条路：带按钮的问题、收图、什么能当输入。

pictures-kept = 收到 { $count } 张图。要怎么处理？未花积分。
offer-change-picture = 🖼 改一改
offer-animate = 🎬 动起来
offer-say = 📝 我来说
offer-use = { $flag }
offer-without = 去掉后发送
offer-without-flag = 去掉 { $flag }
offer-anyway = 就画这个
offer-as-frames = 🎞 当首尾帧
offer-first-pictures = { $count ->
        [0] 不带图片
       *[other] 只用前 { $count } 张
    }
offer-as-text = 当作文字
offer-edit = ✏️ 改
offer-as-video = 🎬 改成视频
offer-picture = 图{ $number }
offer-result = 第 { $numbers } 张
offer-example = { $words }
offer-caption = { $words }
offer-join-question = 这段文字说的是刚才那 { $count } 张图吗？未花积分。
offer-join-change = 🖼 是，改图
offer-join-animate = 🎬 是，动起来
offer-words-alone = 📝 不是，只画文字
offer-late-picture = 相册又来了一张图。回执 #{ $id } 还开着，未花积分。
offer-add-picture = 加为图{ $number }
offer-ignore = 忽略

refusal-value-missing = <code>{ $flag }</code> 后面需要一个值。未花积分。可选：{ $possible }

receipt-stays = 没确认的回执 #{ $id } 保持原样。
offer-made = #{ $id }：请看回执。
offer-added = 已加入，请看回执 #{ $id }。
offer-too-late = 来不及了：任务已经在进行，或回执已过期。什么都没变。
offer-left = 没有改动。
offer-already = 已经处理过了。
offer-not-yours = 这不是问你的，或者已经不在了。没有改动，没花积分。

words-wanted-image = 告诉我画什么，或者发张照片。2 分钟内你的下一条消息就是提示词；在群里请回复本条。
words-wanted-video = 告诉我拍什么，或者发张照片。2 分钟内你的下一条消息就是提示词；在群里请回复本条。
words-wanted-flags-image = 已记下 <code>{ $flags }</code>。告诉我画什么，2 分钟内你的下一条消息就是提示词；在群里请回复本条。未花积分。
words-wanted-flags-video = 已记下 <code>{ $flags }</code>。告诉我拍什么，2 分钟内你的下一条消息就是提示词；在群里请回复本条。未花积分。
words-wanted-change = 说说要改什么，你的下一条消息就是提示词；在群里请回复本条。未花积分。
words-wanted-change-placeholder = 要改什么
words-wanted-command-placeholder = 直接写，或者 /video 加文字
words-wanted-command = 写上要怎么处理：只写文字是改图，<code>/video</code> 加文字是动起来；在群里请回复本条。未花积分。

collecting-count = 一张一张发图，发完用 /done（好了）加上要做什么。已收到 { $count } 张
collecting-done = 一共 { $count } 张图。现在说要做什么：只写文字是改图，<code>/video</code> 加文字是动起来；在群里请回复本条。未花积分。
collecting-none = 没有在收图。未花积分。先发 /album（收图）。
collecting-empty = 还没有收到图。未花积分。发几张，或者算了。
collecting-full = 没有模型收超过 { $most } 张图，这张不要了。未花积分。请用 /done 继续。
collecting-stopped = 收到的图都不要了。未花积分。
button-cancel-collecting = ✕ 算了

input-sticker = 贴纸当作图片使用。
input-result = #{ $id } 的第 { $number } 张，原尺寸。
input-results = #{ $id } 的结果 { $numbers }，原始大小，依次作为图1 到图{ $count }。
input-no-animation = GIF 动图不能当输入。未花积分。请发照片。
input-no-moving-sticker = 会动的贴纸不能当输入。未花积分。请发静态贴纸或照片。
input-no-video-note = 视频留言不能当输入。未花积分。请发照片。
input-no-audio = 声音不能当输入。未花积分。请发照片。
input-no-file = 这个文件不是图片，不能当输入。未花积分。请发照片，或 JPEG、PNG、WebP 文件。
input-heif = HEIC 图片会转成 JPEG 再交给即梦。
input-clip-alone = 视频片段可以给这些模型作参考：{ $models }。未花积分。请回复它：<code>/video</code> 加要发生什么，再加 <code>--model</code>。
input-clip-for-image = 视频片段不能用来画图。未花积分。请用 /video，或发照片。
input-clips-many = { $model } { $most ->
        [0] 不收视频片段
       *[other] 最多收 { $most } 段视频
    }，来了 { $clips } 段。未花积分。{ $others ->
        [none] 没有模型收这么多，请少发一些。
       *[other] 这些可以：{ $others }
    }

grammar-seed-same-unknown = <code>--seed same</code> 用的是所回复任务的种子，这里不知道是多少。未花积分。请回复一张结果，或写一个数字。
grammar-ratio-from-picture = 比例：随图{ $number }

job-picture-reference = 图{ $number } 参考
job-picture-first = 图{ $number } 首帧
job-picture-last = 图{ $number } 尾帧
job-ratio-auto = 比例由模型定
asks-unclear = 有些文字看起来像参数
button-edit = ✏️ 改
button-unhint = ✕ 不要 { $value }（“{ $word }”）
button-meant = { $suggestion }
button-as-references = 📎 作参考
button-as-frames = 🎞 作首尾帧
button-swap-frames = ⇄ 首尾对调
change-written = 好了，请看回执 #{ $id }。

failure-heif = 有一张 HEIC 图片转换不了。
failure-heif-picture = 图{ $picture } 是 HEIC，转换不了。
failure-heif-next = 请以照片方式发送，Telegram 会转换格式。
failure-link = 链接里没有能读取的图片。
failure-link-picture = 图{ $picture }：链接里没有能读取的图片。
failure-link-next = 请确认地址是公开的、不超过 20 MB，或直接发图。

command-album = 收几张图
command-done = 收图完毕

album-captions = 相册里有几张图都写了说明。未花积分。以哪一条为准？
collecting-gone = 这次收图已经结束，或者不是你的。未花积分。

collecting-words-only = /album 还没有收到图，收图已结束。没有提交，未花积分。只画这段文字吗？
offer-only-words = 🖼 只画文字
offer-drop-words = ✕ 不画
plain-cut-token = 这像是一段不完整的 session id（应为 32 位字母和数字）。没有提交，未花积分。要登录请用 /login
plain-signs = 只有符号，没有文字。没有提交，未花积分。仍要画吗？或者写出想画什么。
plain-small-talk = 你好。写出想画什么，我就画；更多见 /help。没有提交，未花积分。还是就画这句？
login-no-token = 这不是 session id（应为 32 位字母和数字）。没有提交，未花积分。这是要画的提示词吗？
login-password = 这像是邮箱或密码。这里都不需要，没有保存、提交，也未花积分。登录只用 session id。如果里面有密码，请到网站修改。
