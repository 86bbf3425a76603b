# 设置、语言，以及它们在回执里的说明。

command-settings = 我的设置
command-lang = 语言：zh · en · auto

order-from-settings = 来自设置：{ $values }

job-name = <b>#{ $id }</b>
job-submission = 提交编号：<code>{ $submit_id }</code>
job-model = 模型：<code>{ $model }</code>
job-receipt-private = 私聊发送
state-succeeded-private = 完成。已私聊发送。
failure-private-chat = 已生成，但我没法私聊你。
failure-private-chat-next = 结果我留着：打开和我的私聊，点“开始”，再发 /show 加上这个编号。

settings-title = <b>设置</b> · { settings-for }
settings-for = { $layer ->
        [me-here] 你在本群
        [chat] 本群所有人
       *[me] 你自己
    }
settings-footer =
    点按钮修改，或者直接写：<code>/settings ratio 16:9</code> · <code>/settings plain off</code>
    消息里的参数优先。<code>/settings why</code> 说明每个值来自哪里。
settings-announcements = 公告：{ $state ->
        [on] 开
       *[off] 关
    } · <code>/announcements on</code> 或 <code>off</code>
settings-choose = <b>{ $name }</b> · { settings-for }
settings-done = { $name }：{ $value } · { settings-for }
settings-taken-back = 已取消{ $name }的选择 · { settings-for }。现在是：{ $value }
settings-unfit = ◌ { $value }：{ $model } 没有这一项。先留着，换到支持的模型就生效。
settings-unfit-gone = ◌ { $value } 这个账号现在用不了，先用默认模型。设置留着。
settings-unknown = 没有“{ $name }”这项设置。什么都没改，未花积分。/settings 里有全部设置。
settings-unknown-near = 没有“{ $name }”这项设置，是不是 <code>{ $suggestion }</code>？什么都没改，未花积分。
settings-value = { $name } 不能是“{ $value }”。什么都没改，未花积分。可选：{ $allowed }
settings-admins-only = 只有本群管理员可以改这个。什么都没改，未花积分。
settings-not-yours = 这个面板不是你的。发 /settings 打开自己的。
settings-why-title = <b>你在这里的设置</b>
settings-why-line = { $name }：<b>{ $value }</b> · { $layer ->
        [me-here] 你在本群的设置
        [chat] 本群的设置
        [me] 你的设置
        [operator] 管理员的默认值
        [telegram] 跟随 Telegram
       *[bot] 机器人的默认值
    }
settings-model-decides = 默认
settings-switch = { $value ->
        [on] 开
       *[off] 关
    }
settings-originals = { $value ->
        [on] 总是发
       *[off] 按需
    }
settings-output = { $value ->
        [minimal] 只要图
        [verbose] 详细
       *[default] 普通
    }
setting-image-model = 图片模型
setting-video-model = 视频模型
setting-ratio = 比例
setting-image-resolution = 图片清晰度
setting-video-resolution = 视频清晰度
setting-count = 张数
setting-ask-above = 超过多少积分先问
setting-output = 消息多少
setting-originals = 原图
setting-hints = 读文字里的参数
setting-plain = 直接发文字就画
setting-language = 语言
setting-button-image-model = 🖼 { $value }
setting-button-video-model = 🎬 { $value }
setting-button-ratio = 比例：{ $value }
setting-button-image-resolution = 🖼 清晰度：{ $value }
setting-button-video-resolution = 🎬 清晰度：{ $value }
setting-button-count = 张数：{ $value }
setting-button-ask-above = 超过 { $value } 积分先问
setting-button-output = 消息：{ $value }
setting-button-originals = 原图：{ $value }
setting-button-hints = 读文字里的参数：{ $value }
setting-button-plain = 直接发文字就画：{ $value }
setting-button-language = 语言：{ $value }
button-setting-unset = 不选
language-name = { $spoken ->
        [en] English
        [auto] 跟随 Telegram
       *[zh] 中文
    }
language-ask = 用哪种语言？
language-done = 以后说中文，进行中的任务也一样。
language-unknown = 我不会说“{ $typed }”。什么都没改，未花积分。可选：<code>/lang zh</code> · <code>/lang en</code> · <code>/lang auto</code>
