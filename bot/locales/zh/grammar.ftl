# 命令后面的文字读成了什么。先是不能发送的：发生了什么，没花积分，怎么办。再是回执里的说明：可能让人意外的读法。

grammar-prompt-empty = 还没写要画什么。未花积分。请在命令后面写上内容。
grammar-prompt-empty-edit = 图片收到了，但没有文字。未花积分。请在命令后面写上要改什么。
grammar-prompt-marks = “{ $prompt }”只有标点。没有提交，未花积分。想画什么？请用文字写出来。

grammar-flag-unknown = 我不认识 <code>{ $flag }</code>。是不是 <code>{ $suggestion }</code>？没有提交，未花积分。请改一下；如果它本来就是文字，请加上引号。
grammar-flag-unmatched = 我不认识 <code>{ $flag }</code>。没有提交，未花积分。请去掉；如果它本来就是文字，请加上引号。
grammar-flag-letter = <code>{ $flag }</code> 在不同的机器人里意思不同。是不是 <code>{ $suggestion }</code>？没有提交，未花积分。这里的短参数是 <code>-r -m -u -x -n</code>。
grammar-flag-foreign = 即梦没有 <code>{ $flag }</code>。没有提交，未花积分。去掉后再发一次。
grammar-flag-for-video = <code>{ $flag }</code> 只用于视频。未花积分。请用 /video，或去掉它。
grammar-flag-for-image = <code>{ $flag }</code> 只用于图片。未花积分。请用 /image，或去掉它。
grammar-flag-not-yet = 我看得懂 <code>{ $flag }</code>，但现在还做不到。未花积分。去掉后再发一次。
grammar-value-missing = <code>{ $flag }</code> 后面需要一个值。未花积分。请补上，或去掉它。
grammar-value-unwanted = <code>{ $flag }</code> 不带值，却写了“{ $value }”。未花积分。请把值去掉。

grammar-model-ambiguous = “{ $value }”可能是几个模型。未花积分。请选一个：{ $candidates }
grammar-model-unknown = 我不认识模型“{ $value }”。是不是 <code>{ $suggestion }</code>？未花积分。可选：{ $allowed }
grammar-model-unmatched = 我不认识模型“{ $value }”。未花积分。可选：{ $allowed }
grammar-model-for-video = “{ $value }”是视频模型。未花积分。请用 /video，或选图片模型：{ $allowed }
grammar-model-for-image = “{ $value }”是图片模型。未花积分。请用 /image，或选视频模型：{ $allowed }

grammar-ratio-unknown = 没有 { $value } 这个比例。最接近的是 <code>{ $suggestion }</code>。未花积分。可选：{ $allowed }
grammar-ratio-unreadable = “{ $value }”不是我能读懂的比例。未花积分。可选：{ $allowed }，或写尺寸，如 1024x768。
grammar-res-unknown = { $model } 不支持“{ $value }”。未花积分。可选：{ $allowed }{ $others ->
        [none] { "" }
       *[other] 。这些可以：{ $others }
    }
grammar-dur-unknown = { $model } 不支持时长“{ $value }”。未花积分。可选（秒）：{ $allowed }{ $others ->
        [none] { "" }
       *[other] 。这些可以：{ $others }
    }
grammar-dur-unreadable = “{ $value }”不是我能读懂的时长。未花积分。请写秒数，如 <code>{ $flag } 5</code>。
grammar-count-range = “{ $value }”不是数量。未花积分。可选：1 到 { $most }。{ $kind ->
        [video] { $model } 每次一个视频。
       *[image] { $model } 每次都是 { $makes } 张。
    }
grammar-strength-range = “{ $value }”不是强度。未花积分。可选：0 到 1，或 0 到 100。
grammar-seed-range = “{ $value }”不是种子。未花积分。可选：0 到 { NUMBER($most, useGrouping: 0) } 的整数，或 random。
grammar-seed-with-pictures = 带图片时即梦不接受种子。未花积分。请去掉 <code>{ $flag }</code>。
grammar-no-negative = { $model } 没有反向提示词。未花积分。可以写进正文，或去掉 <code>{ $flag }</code>。{ $others ->
        [none] { "" }
       *[other] 这些模型有：{ $others }
    }
grammar-max-range = “{ $value }”不是积分数。未花积分。请在 <code>{ $flag }</code> 后面写整数。

grammar-picture-zero = { $name }：图片从 1 开始编号，现在有 { $pictures } 张。未花积分。你指的是哪一张？
grammar-picture-missing = { $name }：没有这张图，只收到 { $pictures } 张。未花积分。请改编号，或把图一起发来。
grammar-picture-absent = <code>{ $flag }</code> 说的是图片，但没有收到图片。未花积分。请把图和文字一起发。
grammar-picture-single = <code>{ $flag }</code> 只能指一张图。未花积分。请写一个编号。
grammar-picture-unreadable = “{ $value }”不是图片编号。未花积分。可以这样写：<code>{ $flag } 1</code>。
grammar-pictures-none = { $model } 不接受图片。未花积分。{ $others ->
        [none] 没有模型能收这么多，请少发几张。
       *[other] 这些可以：{ $others }
    }
grammar-pictures-many = { $model } 最多收 { $most } 张图，现在有 { $pictures } 张。未花积分。{ $others ->
        [none] 没有模型能收这么多，请少发几张。
       *[other] 这些可以：{ $others }
    }

grammar-link-insecure = 只读取 https:// 开头的地址。未花积分。请改 <code>{ $flag }</code> 后面的地址，或直接发图。
grammar-roles-mixed = 一个视频里，首尾帧和参考图不能同时用。未花积分。请去掉 <code>--ref</code>，或去掉 <code>--first</code> 和 <code>--last</code>。
grammar-references-many = { $model } { $most ->
        [0] 不收参考图
       *[other] 最多收 { $most } 张参考图
    }，来了 { $pictures } 张。未花积分。{ $others ->
        [none] 没有模型收这么多，请少发一些。
       *[other] 这些可以：{ $others }
    }

grammar-flag-twice = <code>{ $flag }</code> 写了两次：用 { $used }，不用 { $dropped }。
grammar-flag-middle = 读作参数而不是文字：<code>{ $flags }</code>
grammar-flags-end = <code>--</code> 之后不再是参数，全部算文字。
grammar-did-you-mean = “{ $typed }”算作文字。是不是想写 <code>{ $suggestion }</code>？
grammar-ratio-nearest = { $asked }：最接近的比例是 { $used }。
grammar-ratio-auto = { $model } 不会自己定比例，用 { $used }。
grammar-hd = <code>--hd</code> 在这里是 { $used }。
grammar-model-decides = <code>{ $flag }</code> 可能由 { $model } 自己决定。
grammar-model-by-number = { $typed } 是 { $model } 在 /models 里的编号。
grammar-model-new = { $model } 是新模型：限制以网站为准。
grammar-count-fixed = { $model } 每次都是 { $made } 张，不是 { $asked } 张。全部发给你。
grammar-count-by-words = “{ $word }”：出几张由 { $model } 按文字决定，价格随张数变化。
grammar-count-video = { $model } 每次一个视频，不是 { $asked } 个。
grammar-picture-unused = 没有用到：图{ $numbers }
grammar-hint-used = { $value }（来自“{ $word }”）
grammar-hint-ignored = “{ $word }”不算，因为 <code>{ $flag }</code> 是 { $value }。
grammar-hint-conflict = “{ $word }”互相矛盾，所以用 { $value }。可以用 <code>{ $flag }</code> 指定。
grammar-hint-unfit = { $model } 不支持“{ $word }”，算作文字。
grammar-usual-unfit = { $model } 没有 { $wish }（你的设置），用的是 { $used }。
grammar-usual-model-gone = 你设置的模型 { $wish } 这个账号现在用不了，用的是 { $used }。
grammar-strength-usual = 强度 { $strength }，和默认一样。
grammar-picture-named = 写了“{ $name }”，但没有收到图片，算作文字。要用图就把图和文字一起发。
