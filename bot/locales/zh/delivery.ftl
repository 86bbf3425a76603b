# 结果与请求的差别，以及失败之后怎么继续。

differs-count = 要 { $asked } 个，得到 { $got } 个
differs-size = 要 { $asked }，得到 { $got }
differs-length = 要 { $asked } 秒，得到 { $got } 秒

job-model-paused = { $model } 暂停到 { $time }：刚才被风控拒绝过，我不会绕过它。没花积分。可以换个模型，或到网站上完成。

button-login = 🔑 登录
button-top-up = 🎁 签到并继续
button-retry = 🔁 再发一次
button-open-site = 🌐 打开网站
button-alter-model = 🔀 换模型
button-alter-size = ↘️ 改小
button-alter-any = 🔀 可选的参数
button-copy-reference = 📋 复制给管理员

alter-which = #{ $id } 再来一次，改哪一项？会先给你看回执。
alter-nothing = 这里没有别的可选。
alteration-impossible = { $model } 做不到，没花积分。换一个选项，或者自己改这一行。
top-up-not-enough = 还是不够：现有 { $balance }，没花积分。改小尺寸或缩短视频也许可以。
relation-retry = 再次请求

button-continue = 🎞 接着拍
followup-only-films = 只有视频可以接着拍，没花积分。
followup-no-first-frame = { $model } 不能用首帧，没花积分。
relation-continue = 接着拍

state-kept = 已生成，但 Telegram 没收下。文件我留着，{ $time } 再发
state-cost-unknown = { "" } · 花费还不知道
film-hevc = 这个视频是 H.265 编码。如果这里黑屏，点 📄 拿原文件。
