# 积分：余额、今日签到、花费。

credit-head = 账号 { site } …{ $hint } · 余额 <b>{ $balance }</b>
credit-head-named = 账号 { $name }（{ site } …{ $hint }）· 余额 <b>{ $balance }</b>
credit-sources = 赠送 { $gift } · 会员 { $vip } · 购买 { $purchase }
credit-expiring = 到期（北京时间）：{ $each }
credit-expiring-each = { $amount } 积分 { $moment }
credit-spent = 这里今日花费 { $today } · 本月 { $month }
credit-read = 刚刚读取
credit-unchanged = 刚刚读取，没有变化
moment-today = 今天 { $time }
moment-date = { $date } { $time }
claim-received = 今日签到：+{ $amount } 已领 ✅ { $moment }
claim-already-claimed = 今日签到：今天已经领过，网站记录里有 +{ $amount } { $moment }
claim-nothing = 今日签到：{ site }没有给积分。可能这个账号没有每日积分，也可能今天已经领过，网站没有说明是哪一种。
claim-refused = 今日签到：{ site }拒绝了（{ $code }），没花积分。我每天只领一次，你可以到网站上看看。
claim-unknown = 今日签到：结果未知。没有收到回执，我一天不会领两次；上面的余额是现有的。
credit-needs-login = 请先绑定账号：在私聊里发 /login。未花积分。
credit-unreachable = 现在连不上网站，未花积分，请稍后再试。
credit-login-ended = 登录失效了，任务先存着，没花积分。在私聊里 /login 后自动继续。

auto-claim-on = 自动签到已开：每天一次，不打扰你，出问题才告诉你。
auto-claim-off = 自动签到已关。
auto-claim-refused = 账号 { $name } 自动签到：{ site }拒绝了今天的积分（{ $code }）。未花积分，明天再领。
auto-claim-unknown = 账号 { $name } 自动签到：{ site }没有回执，不知道今天的积分到了没有。未花积分，/credit 可看余额，明天再领。
auto-claim-nothing = 账号 { $name } 自动签到：{ site }今天没有给积分。未花积分。我会继续每天领一次，情况变过之后才会再告诉你。
auto-claim-unreachable = 账号 { $name } 自动签到：到今天结束都连不上{ site }。未花积分，明天再领。
button-refresh = 🔁 刷新
button-auto-claim-on = 🎁 自动签到：开
button-auto-claim-off = 🎁 自动签到：关
button-auto-claim-stop = 🎁 关闭自动签到
price-known-ending = 约 { $price } 积分（余额 { $balance }，其中 { $ends } 今天到期）
