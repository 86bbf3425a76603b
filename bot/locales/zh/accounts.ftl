# 登录和账号：一个人可以有几个账号，各有名字。

login-how =
    选一下账号所在的网站，再把 session id 发给我。也可以直接发：即梦原样发，Dreamina 前面加 <code>us-</code>、<code>hk-</code>、<code>jp-</code> 或 <code>sg-</code>。

    <b>在哪里找</b>
    1. 在电脑浏览器里登录 jimeng.jianying.com（或 dreamina.capcut.com）。
    2. 按 F12，会打开一个带标签的面板：Application（Firefox 是 Storage）→ Cookies → 该网站。
    3. 在表格里找到 <code>sessionid</code> 那一行，复制它的值：32 位字母和数字。

    我会马上删掉你的消息，也不会问邮箱和密码。不登录了就发“取消”。
login-how-site =
    <b>{ site }</b>
    1. 在电脑浏览器里登录 { $region ->
        [cn] jimeng.jianying.com
       *[other] dreamina.capcut.com
    }。
    2. 按 F12，会打开一个带标签的面板：Application（Firefox 是 Storage）→ Cookies → 该网站。
    3. 在表格里找到 <code>sessionid</code> 那一行，复制它的值：32 位字母和数字。
    4. 15 分钟内单独发到这里。

    我会马上删掉你的消息，也不会问邮箱和密码。不登录了就发“取消”。
login-for = 给账号 <b>{ $name }</b> 登录：
login-named = 账号 <b>{ $name }</b>。单次使用加 <code>--as { $name }</code>，以后都用它发 <code>/account use { $name }</code>。
login-named-used = 账号 <b>{ $name }</b>，当前使用中。
login-known = 这就是你的账号 <b>{ $name }</b>：登录已更新，其他账号没有改动。
login-replaced = 它代替了 { site } …{ $hint }，也就是原来的账号 <b>{ $name }</b>。两个都要的话，发 <code>/account add work</code>，再登录另一个。
login-dead = 在{ site }无效。我没有去别的网站试，也什么都没保存。是别的网站的吗？选好网站后把 session id 再发一次。否则请到网站重新登录，复制新的。
login-lost = 账号 { $name }（{ site }）的登录失效了。它的任务先存 7 天，没花积分；重新登录后自动继续。
button-site = { site }

logout-done = 已删除。等这个登录的任务继续等着，不花积分。
logout-sure = 退出 { $name }（{ site }）？这里保存的登录会被删除。{ $jobs ->
        [0] 没有任务在等它。
       *[other] { $jobs } 个没完成的任务会等你重新登录。
    }不花积分。
logout-another = 问过之后你重新登录了。什么都没有删除。
offer-log-out = 🚪 退出登录
offer-stay-logged-in = ✕ 不退出
logout-none = 没有可删除的登录。

command-account = 我的账号
account-privately = 账号只给你自己看：请在私聊里发 /account。
account-title = <b>我的账号</b>
account-line-used = ▶️ <b>{ $name }</b>（使用中）· { site } …{ $hint } · 余额 { $balance } · { $state } · { $ago }前检查
account-line = ▫️ <b>{ $name }</b> · { site } …{ $hint } · 余额 { $balance } · { $state } · { $ago }前检查
account-alive = 登录有效
account-ended = 登录已失效
account-none = 你还没有账号：在私聊里发 /login。未花积分。
account-unread = 看不懂 /account 后面的“{ $typed }”，或者没写全。什么都没有改。可以这样写：
account-how =
    <code>/account</code> 看全部账号
    <code>/account add work</code> 添加
    <code>/account use work</code> 以后都用它
    <code>/account rename work home</code> 改名
    <code>/account remove work</code> 删除
account-unknown = 你没有叫“{ $name }”的账号。你有：{ $known }。没有发出，未花积分。
account-name-unreadable = “{ $typed }”不能当名字：最多 20 个文字、数字、- 或 _，不能有空格。什么都没有改。
account-name-taken = 你已经有一个叫 { $name } 的账号。什么都没有改。
account-too-many = 你已有 { $limit } 个账号，请先删掉一个：/account。什么都没有改。
account-used = 以后用 { $name }。在排队或进行中的任务仍用各自的账号。
account-used-now = 现在使用：<b>{ $name }</b>（{ site }）。
account-renamed = { $before } 改名为 { $name }，它的任务也一起改了。
account-rename-how = <b>{ $name }</b> 改成什么名字？2 分钟内你的下一条消息就是新名字，不会画图。不改了就发“取消”。
account-rename-placeholder = 新名字
account-remove-sure = 删除账号 { $name }（{ site }，…{ $hint }）和它的登录？它的任务会等这个名字重新登录，不花积分。
account-removed = 账号 { $name } 和它的登录已删除。等它的任务继续等着，不花积分。
account-gone = 这个账号已经不在，或者不是你的。
button-account-use = ▶️ 用 { $name }
button-account-rename = ✏️ 改名 { $name }
button-account-remove = 🗑 删除 { $name }
button-account-remove-surely = 🗑 确认删除 { $name }
button-account-keep = ✕ 保留
receipt-account = 账号：{ $name }（{ site }）
