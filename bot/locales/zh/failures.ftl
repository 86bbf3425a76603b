# 失败：发生了什么；花没花积分；接下来怎么办。

charged-no = 未花积分。
charged-yes = 积分已花。
charged-unknown = 还不知道是否花了积分，/credit 可以看余额。

failure-reference = （#{ $id } · { $code }）
failure-reference-plain = （#{ $id }）

failure-login = 登录失效了。
failure-login-next = 在私聊里用 /login 重新登录，再发一次请求。
failure-other-account = 这个任务是用另一个账号提交的。
failure-other-account-next = 在私聊里用那个账号 /login，再看结果。
failure-credit = 积分不够。
failure-credit-next = 任务停在这里。可以签到后继续，或者改小一点。
failure-content = 内容审核没通过。
failure-content-picture = 图{ $picture } 内容审核没通过。
failure-content-next = 任务停在这里，你的文字还在。改一改再发。
failure-rate = 即梦暂时不再接收这个账号的请求。
failure-rate-next = 我不会自动重发，请过一会儿再发。
failure-risk = 即梦风控拒绝了这次请求。
failure-risk-next = 我不会自动重试。可以到网站上完成，或者换个模型。
failure-forbidden = 这个账号在网站上没有这项权限。
failure-forbidden-next = 换个模型，或到网站上看看账号能用什么。
failure-parameters = 即梦不接受这组参数。
failure-parameters-next = 任务停在这里。从可选的里面挑一个，或者改一改这一行。
failure-input = 有一张图片用不了。
failure-input-picture = 图{ $picture } 用不了：已经不在了、太大，或不是 JPEG、PNG、WebP。
failure-input-next = 请当作图片（压缩）再发一次。
failure-generation = 即梦结束了任务，没有给出结果。
failure-generation-next = 任务已经结束，我不再等待。可以再发一次。
failure-unclassified = 即梦返回了我不认识的代码。
failure-unclassified-next = 我停在这里，不会自动重发。管理员可以据此查询。
failure-upstream = 太久连不上即梦。
failure-upstream-next = 我不再尝试。等网站恢复后请再发一次。
failure-result-lost = 已提交或已生成，但结果取不回来了。
failure-result-lost-next = 请到网站的历史里看看，我不再查询。
failure-delivery = 已生成，但 Telegram 没有全部收下。
failure-delivery-next = 文件我留着，点按钮就发；也请确认没有屏蔽机器人。
failure-too-large = 文件太大，机器人发不了。
failure-too-large-size = 文件有 { $size } MB，机器人发不了（上限 { $limit } MB）。
failure-too-large-next = 文件我留着。可以到网站上看，或请管理员架设本地 Bot API 服务器。
charged-cost = { $cost ->
        [0] 没有花费积分。
       *[other] 花费 { $cost } 积分。
    }
failure-risk-until = 我不会自动重试，{ $time } 后才会再接受这个模型。可以到网站上完成，或者换个模型。
failure-paused = { $model } 暂停中：刚才被风控拒绝过。
failure-paused-next = 这次没有提交。可以到网站上完成，或者换个模型。
failure-paused-until = 这次没有提交，{ $time } 后再接受这个模型。可以到网站上完成，或者换个模型。
failure-credit-known = 积分不够：需要约 { $price }，现有 { $balance }。
failure-credit-price = 积分不够：需要约 { $price }。
failure-credit-balance = 积分不够：现有 { $balance }。
failure-content-of-text = 内容审核没通过：文字。
failure-content-of-picture = 内容审核没通过：你发的图。
failure-content-of-result = 内容审核没通过：结果。
failure-forbidden-region = 这个账号属于{ site }，当前网络出口不被接受。
failure-forbidden-region-next = 任务停在这里。请管理员用 doctor 查原因。
failure-unclassified-code = 即梦返回了我不认识的代码 { $code }。
