# /models：账号现在能用什么，以及这里还不认识的新模型。

command-models = 模型、清晰度和时长
models-title = <b>模型</b> · { site }
models-title-everywhere = 所有网站的<b>模型</b>；/login 之后只列出你的
models-live = { $at } 读自网站。
models-built-in = 还没有读到网站的清单，这是 { $dated } 的内置清单。
models-of-image = <b>图片</b>
models-of-video = <b>视频</b>
models-line = #{ $number } { $name } · { $facts }
models-seconds = { $seconds } 秒
models-makes = 每次 { $count } 张
models-inputs = 最多放 { $count } 张图
models-frames = { $count ->
        [one] 首帧
       *[other] 首尾帧 { $count } 张
    }
models-references = 参考图最多 { $count } 张
button-models-before = ‹ { $kind ->
        [video] 视频
       *[image] 图片
    } { $span }
button-models-after = { $kind ->
        [video] 视频
       *[image] 图片
    } { $span } ›
models-is-new = 新模型
models-help =
    <code>--model #2</code> 就是同类里的第二个，写名字或名字的开头也行。点编号看比例和价格。<code>/models new</code> 看有什么变化。
    这里没有：数字人、配音、动作模板。
models-head = <b>{ $title }</b> · <code>{ $name }</code> · #{ $number }
models-ratios = 比例：{ $ratios }
models-price-unknown = 价格未知：还没有任务告诉过我。
models-prices = 积分（按以往任务）：{ $prices }
models-news-title = <b>新模型</b>：不在 { $dated } 内置清单里的，或最近 30 天出现的
models-came = + { $name }，{ $day } 首次出现 · <code>--model { $typed }</code>
models-went = − { $name }，{ $day } 之后没有了
models-no-news = 没有新增，也没有下线。
models-unknown = 我不认识模型“{ $typed }”。未花积分。/models 可以看到你的账号能用什么。
models-not-yours = 这份列表是别人的，发 /models 看你自己的。
models-tap-gone = 你的账号已经不能用这个模型了。/models 可以看到能用什么。
button-model-use = ▶️ 使用
