# 一个任务的那条消息：要了什么、到哪一步、结果如何。

model-jimeng = 即梦 { $version }
model-jimeng-video = 即梦视频 { $version }

job-receipt = <b>#{ $id }</b>  { $model } · { $ratio }
job-receipt-seconds = { $seconds } 秒
job-receipt-count = ×{ $count }
job-receipt-seed = 种子 { $seed }
job-receipt-strength = 强度 { $strength }
job-receipt-files = 含原图
job-receipt-references = 参考图 { $count } 张
job-prompt = “{ $prompt }”
job-negative = 不要：{ $negative }
job-adjusted = 已调整：{ $what }
adjusted-ratio = { $model } 这里没有 { $asked } 比例，用的是 { $used }
adjusted-size = { $model } 这里没有 { $asked }，用的是 { $used }
adjusted-resolution = { $model } 自己决定清晰度，{ $asked } 发不过去

state-drafted = 还没确认，没有提交，未花积分
state-drafted-login = 需要登录：登录后再确认。没有提交，未花积分
state-queued-next = 排队中：下一个就是你
state-queued = 排队中：你前面还有 { $place } 个任务
state-queued-again = 还没被接收，稍后自动再试，未花积分
state-needs-login = 需要登录：在私聊里发 /login，登录后自动继续，未花积分
state-login-ended = 登录失效了，任务先存着，没花积分。在私聊里发 /login，登录后自动继续
state-needs-login-running = 登录失效了，任务可能还在即梦那边进行。在私聊里发 /login，登录后自动取结果
state-needs-login-other = 这个任务是用另一个账号提交的。在私聊里用那个账号 /login，之后自动继续
state-submitting = 正在提交
state-checking = 已提交但没收到回执，正在核对，请勿重发
state-uncertain = 核对过：即梦没有这个任务，应该没扣费。要再发一次吗？
state-upstream-queue = 即梦排队：第 { $position }/{ $length } 位
state-upstream-queue-forecast = 即梦排队：第 { $position }/{ $length } 位，约 { $forecast }
state-upstream-place = 即梦排队：第 { $position } 位
state-upstream-place-forecast = 即梦排队：第 { $position } 位，约 { $forecast }
state-running-first = 生成中
state-running = 生成中，已 { $elapsed }
state-running-long = 仍在进行（{ $elapsed }），完成后发到这里，可以关掉
state-muted = 不再等待：结果会留着，不发消息打扰。可能会花积分
state-fetching = 下载中
state-sending = 发送中
state-succeeded = 完成 · { $size } · 用时 { $elapsed }
state-succeeded-plain = 完成 · 用时 { $elapsed }
state-succeeded-muted = 完成 · 用时 { $elapsed } · 按你说的留着，没有打扰
state-cancelled = 已取消，未花积分
state-cancelled-uncertain = 已关闭，没有再发。即梦没有这个任务，应该没扣费
state-expired = 等得太久，已放弃。

duration-seconds = { $seconds } 秒
duration-minutes = { $minutes } 分钟
duration-minutes-seconds = { $minutes } 分 { $seconds } 秒
duration-hours = { $hours } 小时 { $minutes } 分
