<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ConnectionHealth</name>
    <message>
        <source>NameServer %1</source>
        <translation>NameServer %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有应答。</translation>
    </message>
</context>
<context>
    <name>ProfileStore</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Make room on the disk, or check the folder&apos;s permissions.</source>
        <translation>请在磁盘上腾出空间，或检查目录权限。</translation>
    </message>
    <message>
        <source>it is no JSON object (%1)</source>
        <translation>不是 JSON 对象（%1）</translation>
    </message>
    <message>
        <source>it is no profile of the sandbox</source>
        <translation>不是沙箱的配置</translation>
    </message>
    <message>
        <source>The profile %1 was not read: %2</source>
        <translation>没有读取配置 %1：%2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>无法删除 %1：%2</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation>请检查目录权限。</translation>
    </message>
</context>
<context>
    <name>RouteChanges</name>
    <message>
        <source>%1 moved from %2 to %3.</source>
        <translation>%1 从 %2 迁到 %3。</translation>
    </message>
    <message>
        <source>%1: queues %2 → %3.</source>
        <translation>%1：队列 %2 → %3。</translation>
    </message>
    <message>
        <source>%1: queues to read from %2 → %3.</source>
        <translation>%1：读队列 %2 → %3。</translation>
    </message>
    <message>
        <source>%1: access %2 → %3.</source>
        <translation>%1：权限 %2 → %3。</translation>
    </message>
    <message>
        <source>The topic exists now.</source>
        <translation>主题现在存在了。</translation>
    </message>
    <message>
        <source>The topic does not exist any more.</source>
        <translation>主题不再存在。</translation>
    </message>
    <message>
        <source>%1 went.</source>
        <translation>%1 离开了。</translation>
    </message>
    <message>
        <source>%1 came, with %2 queues.</source>
        <translation>%1 加入，有 %2 个队列。</translation>
    </message>
    <message numerus="yes">
        <source>%n brokers</source>
        <translation>
            <numerusform>%n 个 Broker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queues</source>
        <translation>
            <numerusform>%n 个队列</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioTitle</name>
    <message>
        <source>The NameServer comes and goes.</source>
        <translation>NameServer 时有时无。</translation>
    </message>
    <message>
        <source>More messages than the brokers can take.</source>
        <translation>消息超出 Broker 的处理能力。</translation>
    </message>
    <message>
        <source>The disk of one broker is full, then that of the other one.</source>
        <translation>一个 Broker 的磁盘满了，随后另一个也满了。</translation>
    </message>
    <message>
        <source>One of two brokers dies, and comes back.</source>
        <translation>两个 Broker 中的一个宕机，然后恢复。</translation>
    </message>
    <message>
        <source>One broker answers slowly, then hardly at all.</source>
        <translation>一个 Broker 应答缓慢，后来几乎不应答。</translation>
    </message>
    <message>
        <source>One broker advertises an address that clients cannot reach, as brokers in containers do.</source>
        <translation>一个 Broker 公布了客户端无法访问的地址，容器中的 Broker 常常如此。</translation>
    </message>
</context>
<context>
    <name>SystemKeychain</name>
    <message>
        <source>there is none</source>
        <translation>没有钥匙串</translation>
    </message>
    <message>
        <source>The system&apos;s keychain does not answer: %1.</source>
        <translation>系统钥匙串没有应答：%1。</translation>
    </message>
    <message>
        <source>Start a Secret Service (GNOME Keyring, KeePassXC) or KWallet.</source>
        <translation>请启动 Secret Service（GNOME Keyring、KeePassXC）或 KWallet。</translation>
    </message>
</context>
<context>
    <name>gantry::ProducerSetting</name>
    <message>
        <source>The producer group: what brokers list this producer under.</source>
        <translation>生产者组：Broker 以此名称列出该生产者。</translation>
    </message>
    <message>
        <source>The NameServers; port 9876 where none is given.</source>
        <translation>NameServer 地址；未写端口时为 9876。</translation>
    </message>
    <message>
        <source>Part of the client id. DEFAULT becomes a unique name at start; one group runs once for each other name.</source>
        <translation>客户端 ID 的一部分。DEFAULT 在启动时变为唯一名称；其他名称下，每个组只能运行一次。</translation>
    </message>
    <message>
        <source>Part of the client id, when not blank.</source>
        <translation>不为空时，是客户端 ID 的一部分。</translation>
    </message>
    <message>
        <source>Sets unitMode in request headers.</source>
        <translation>在请求头中设置 unitMode。</translation>
    </message>
    <message>
        <source>The time of a whole send: route look-up, connects and all attempts.</source>
        <translation>整次发送的时间：路由查询、建立连接以及所有尝试。</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>The time of each attempt but the last, so that a broker that does not answer leaves time for another; 0: no limit of its own.</source>
        <translation>除最后一次外每次尝试的时间，使不应答的 Broker 给其他 Broker 留出时间；0：没有单独的限制。</translation>
    </message>
    <message>
        <source>SYNC: how often a failed send is tried again.</source>
        <translation>SYNC：发送失败后重试的次数。</translation>
    </message>
    <message>
        <source>ASYNC: how often a send is tried again whose transport failed.</source>
        <translation>ASYNC：传输失败的发送重试的次数。</translation>
    </message>
    <message>
        <source>SYNC: try again after FLUSH_DISK_TIMEOUT, FLUSH_SLAVE_TIMEOUT and SLAVE_NOT_AVAILABLE, though the message is stored.</source>
        <translation>SYNC：遇到 FLUSH_DISK_TIMEOUT、FLUSH_SLAVE_TIMEOUT 和 SLAVE_NOT_AVAILABLE 时，即使消息已存储也重试。</translation>
    </message>
    <message>
        <source>SYNC: the brokers&apos; answers after which another broker is tried.</source>
        <translation>SYNC：收到 Broker 的这些应答后，改试另一个 Broker。</translation>
    </message>
    <message>
        <source>Bodies of this size and above are compressed.</source>
        <translation>达到或超过此大小的消息体会被压缩。</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>How bodies are compressed. Consumers before 4.9.4 know ZLIB only.</source>
        <translation>消息体的压缩方式。4.9.4 之前的消费者只认识 ZLIB。</translation>
    </message>
    <message>
        <source>Higher is smaller and slower; LZ4 takes no notice.</source>
        <translation>越高则越小、越慢；LZ4 忽略此项。</translation>
    </message>
    <message>
        <source>The largest body, before compression. Brokers have a limit of their own.</source>
        <translation>压缩前消息体的最大大小。Broker 另有自己的限制。</translation>
    </message>
    <message>
        <source>The template from which brokers create a topic on its first message.</source>
        <translation>Broker 收到首条消息时，据以创建主题的模板。</translation>
    </message>
    <message>
        <source>How many queues a topic gets that is created so.</source>
        <translation>这样创建的主题有多少个队列。</translation>
    </message>
    <message>
        <source>queues</source>
        <translation>个队列</translation>
    </message>
    <message>
        <source>How request headers are written; answers are understood in both.</source>
        <translation>请求头的写法；两种写法的应答都能理解。</translation>
    </message>
    <message>
        <source>Send to each broker&apos;s port less two.</source>
        <translation>发送到各 Broker 端口减二的端口。</translation>
    </message>
    <message>
        <source>Pass over brokers whose last connect failed a moment ago, or that left a request unanswered and have been silent since, while there is any other.</source>
        <translation>只要还有其他 Broker，就跳过刚刚连接失败的，以及未应答请求且此后一直沉默的 Broker。</translation>
    </message>
    <message>
        <source>Latency fault tolerance: leave slow or failing brokers alone for some seconds.</source>
        <translation>延迟容错：几秒内不使用缓慢或出错的 Broker。</translation>
    </message>
    <message>
        <source>With latency fault tolerance: probe the brokers that are left alone.</source>
        <translation>启用延迟容错时：探测暂不使用的 Broker。</translation>
    </message>
    <message>
        <source>How often the routes are asked for again.</source>
        <translation>重新查询路由的间隔。</translation>
    </message>
    <message>
        <source>How often brokers get a heartbeat.</source>
        <translation>向 Broker 发送心跳的间隔。</translation>
    </message>
    <message>
        <source>When a connect is given up. The send&apos;s time-out ends an attempt earlier.</source>
        <translation>放弃建立连接的时间。发送的超时会更早结束一次尝试。</translation>
    </message>
    <message>
        <source>Messages that may have no outcome at a time.</source>
        <translation>同时可以尚无结果的消息数。</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>条消息</translation>
    </message>
    <message>
        <source>The bytes of their bodies.</source>
        <translation>这些消息的消息体的字节数。</translation>
    </message>
    <message>
        <source>Of these, what the kernel has not taken yet.</source>
        <translation>其中内核尚未接收的字节数。</translation>
    </message>
    <message>
        <source>What a send does at one of these limits: wait up to its time-out, or fail.</source>
        <translation>达到上述限制时发送的行为：等待直至超时，或失败。</translation>
    </message>
    <message>
        <source>Gather small messages of one topic and tag into batches.</source>
        <translation>把同一主题和 Tag 的小消息合并成批。</translation>
    </message>
    <message>
        <source>A gathered message waits no longer for others.</source>
        <translation>合并时，一条消息等待其他消息的最长时间。</translation>
    </message>
    <message>
        <source>A batch of so many bytes goes out at once.</source>
        <translation>一批达到此字节数时立即发出。</translation>
    </message>
    <message>
        <source>Where no NameServers are set: a web server that tells them, asked at start and every two minutes.</source>
        <translation>未设置 NameServer 时：提供其地址的 Web 服务器，启动时及之后每两分钟查询一次。</translation>
    </message>
    <message>
        <source>A prefix that topics and groups get on the wire and lose in results.</source>
        <translation>主题和组在传输时加上、在结果中去掉的前缀。</translation>
    </message>
    <message>
        <source>Named in every request, for servers that keep tenants apart; topics and groups stay as they are.</source>
        <translation>写入每个请求，供区分租户的服务器使用；主题和组保持不变。</translation>
    </message>
    <message>
        <source>Records of sends go to a topic, in batches, where Java&apos;s tools find them.</source>
        <translation>发送记录成批写入一个主题，Java 工具可以在那里找到。</translation>
    </message>
    <message>
        <source>That topic, when it is not RMQ_SYS_TRACE_TOPIC.</source>
        <translation>该主题的名称（若不是 RMQ_SYS_TRACE_TOPIC）。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::AboutDialog</name>
    <message>
        <source>About Gantry</source>
        <translation>关于 Gantry</translation>
    </message>
    <message>
        <source>A producer console for Apache RocketMQ. The core is licensed under Apache-2.0, the window under GPL-3.0-or-later. Apache RocketMQ is a trademark of the Apache Software Foundation, which has no part in this.</source>
        <translation>Apache RocketMQ 的生产者控制台。核心以 Apache-2.0 许可，窗口以 GPL-3.0-or-later 许可。Apache RocketMQ 是 Apache 软件基金会的商标，该基金会与本程序无关。</translation>
    </message>
    <message>
        <source>For a report of a fault</source>
        <translation>报告故障时所需的信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>gantry::ui::AccessKeys</name>
    <message>
        <source>There is no keychain.</source>
        <translation>没有钥匙串。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::AccessKeysForm</name>
    <message>
        <source>Si&amp;gn requests with an access key</source>
        <translation>用访问密钥签名请求(&amp;G)</translation>
    </message>
    <message>
        <source>For clusters with access control (ACL).</source>
        <translation>用于启用了访问控制（ACL）的集群。</translation>
    </message>
    <message>
        <source>Access &amp;key</source>
        <translation>访问密钥(&amp;K)</translation>
    </message>
    <message>
        <source>The access key; on RocketMQ 5 the user&apos;s name.</source>
        <translation>访问密钥；在 RocketMQ 5 中是用户名。</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>S&amp;ecret key</source>
        <translation>私有密钥(&amp;E)</translation>
    </message>
    <message>
        <source>The secret key that belongs to it; on RocketMQ 5 the password.</source>
        <translation>对应的私有密钥；在 RocketMQ 5 中是密码。</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>私有密钥</translation>
    </message>
    <message>
        <source>Security &amp;token</source>
        <translation>安全令牌(&amp;T)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The token of a temporary key.</source>
        <translation>临时密钥的令牌。</translation>
    </message>
    <message>
        <source>Security token</source>
        <translation>安全令牌</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Shows what is typed here.</source>
        <translation>显示此处输入的内容。</translation>
    </message>
    <message>
        <source>Show: %1</source>
        <translation>显示：%1</translation>
    </message>
    <message>
        <source>Access key and secret key are needed to sign requests.</source>
        <translation>签名请求需要访问密钥和私有密钥。</translation>
    </message>
    <message>
        <source>Kept in the system&apos;s keychain, and nowhere else. Empty the fields to delete them there.</source>
        <translation>只保存在系统钥匙串中，不保存在别处。清空这些字段即可从钥匙串中删除。</translation>
    </message>
    <message>
        <source>%1 The keys are known until Gantry ends, are written nowhere, and are asked for at its next start.</source>
        <translation>%1密钥只在 Gantry 结束前有效，不会写入任何地方，下次启动时需重新输入。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::AddressMapForm</name>
    <message>
        <source>For brokers that advertise addresses which cannot be reached from here, as those in containers do.</source>
        <translation>用于公布了此处无法访问的地址的 Broker，例如容器中的 Broker。</translation>
    </message>
    <message>
        <source>Advertised address</source>
        <translation>公布的地址</translation>
    </message>
    <message>
        <source>Use instead</source>
        <translation>改用</translation>
    </message>
    <message>
        <source>Addresses to use in place of advertised ones</source>
        <translation>代替公布地址使用的地址</translation>
    </message>
    <message>
        <source>&amp;Add address</source>
        <translation>添加地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove address</source>
        <translation>移除地址(&amp;R)</translation>
    </message>
    <message>
        <source>“%1” is no address: give host:port.</source>
        <translation>“%1”不是地址：请给出 host:port。</translation>
    </message>
    <message>
        <source>Row %1 needs both addresses; it does not count until then.</source>
        <translation>第 %1 行需要两个地址；在此之前不生效。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::AdvancedDialog</name>
    <message>
        <source>Advanced settings of “%1”</source>
        <translation>“%1”的高级设置</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>T&amp;LS</source>
        <translation>T&amp;LS</translation>
    </message>
    <message>
        <source>A&amp;ddresses</source>
        <translation>地址(&amp;D)</translation>
    </message>
    <message>
        <source>Access ke&amp;ys</source>
        <translation>访问密钥(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>gantry::ui::BodyEditor</name>
    <message>
        <source>Body</source>
        <translation>消息体</translation>
    </message>
    <message>
        <source>How the body is shown</source>
        <translation>消息体的显示方式</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Size of the body</source>
        <translation>消息体大小</translation>
    </message>
    <message>
        <source>File that is the body</source>
        <translation>作为消息体的文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式化</translation>
    </message>
    <message>
        <source>Lays out JSON or XML anew; this changes the bytes between its words</source>
        <translation>重新排版 JSON 或 XML；这会改变词语之间的字节</translation>
    </message>
    <message>
        <source>Load body from file…</source>
        <translation>从文件载入消息体…</translation>
    </message>
    <message>
        <source>Takes the bytes of a file as the body</source>
        <translation>以文件的字节作为消息体</translation>
    </message>
    <message>
        <source>Save body to file…</source>
        <translation>将消息体保存到文件…</translation>
    </message>
    <message>
        <source>Writes the bytes of the body to a file</source>
        <translation>将消息体的字节写入文件</translation>
    </message>
    <message>
        <source>Send a file as the body…</source>
        <translation>以文件作为消息体发送…</translation>
    </message>
    <message>
        <source>Reads the file anew whenever the message is sent</source>
        <translation>每次发送消息时重新读取该文件</translation>
    </message>
    <message>
        <source>Edit the body here</source>
        <translation>在此编辑消息体</translation>
    </message>
    <message>
        <source>Sends no file any more, but what the editor holds</source>
        <translation>不再发送文件，而是发送编辑器中的内容</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Load body</source>
        <translation>载入消息体</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>Save body</source>
        <translation>保存消息体</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Send a file as the body</source>
        <translation>以文件作为消息体发送</translation>
    </message>
</context>
<context>
    <name>gantry::ui::BodyText</name>
    <message>
        <source>“%1” is no hexadecimal digit</source>
        <translation>“%1”不是十六进制数字</translation>
    </message>
    <message>
        <source>the last byte has one digit; two are needed</source>
        <translation>最后一个字节只有一位数字；需要两位</translation>
    </message>
    <message>
        <source>this is no Base64</source>
        <translation>这不是 Base64</translation>
    </message>
    <message>
        <source>no JSON: %1, line %2, column %3</source>
        <translation>不是 JSON：%1，第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>no XML: %1, line %2, column %3</source>
        <translation>不是 XML：%1，第 %2 行，第 %3 列</translation>
    </message>
</context>
<context>
    <name>gantry::ui::BrokersTab</name>
    <message>
        <source>Brokers of the sandbox</source>
        <translation>沙箱的 Broker</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Closes all connections of the broker, and its port.</source>
        <translation>关闭该 Broker 的所有连接和端口。</translation>
    </message>
    <message>
        <source>Opens the broker&apos;s port again.</source>
        <translation>重新打开该 Broker 的端口。</translation>
    </message>
    <message>
        <source>Make %1 writable</source>
        <translation>使 %1 可写</translation>
    </message>
    <message>
        <source>Make %1 read-only</source>
        <translation>使 %1 只读</translation>
    </message>
    <message>
        <source>The broker takes messages again.</source>
        <translation>该 Broker 重新接收消息。</translation>
    </message>
    <message>
        <source>The broker refuses sends with NO_PERMISSION.</source>
        <translation>该 Broker 以 NO_PERMISSION 拒绝发送。</translation>
    </message>
    <message>
        <source>Take %1 out of the route</source>
        <translation>将 %1 移出路由</translation>
    </message>
    <message>
        <source>Put %1 into the route</source>
        <translation>将 %1 放入路由</translation>
    </message>
    <message>
        <source>Routes do not name the broker; it still answers.</source>
        <translation>路由中不再有该 Broker；它仍会应答。</translation>
    </message>
    <message>
        <source>Routes name the broker again.</source>
        <translation>路由中重新有该 Broker。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::BurstBar</name>
    <message>
        <source>Progress of the burst</source>
        <translation>批量发送的进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Sends no more of the burst until this is switched off</source>
        <translation>在关闭此项之前不再发送该批次的消息</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ends the burst; what is under way still gets its outcome</source>
        <translation>结束该批次；已在途的消息仍会得到结果</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>gantry::ui::ComposerPanel</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Sends this message; starts the producer where it does not run</source>
        <translation>发送此消息；生产者未运行时先启动它</translation>
    </message>
    <message>
        <source>&amp;New message</source>
        <translation>新消息(&amp;N)</translation>
    </message>
    <message>
        <source>A new tab with an empty message</source>
        <translation>打开带有空消息的新标签页</translation>
    </message>
    <message>
        <source>&amp;Duplicate message</source>
        <translation>复制一份消息(&amp;D)</translation>
    </message>
    <message>
        <source>A new tab with a copy of this message</source>
        <translation>打开带有此消息副本的新标签页</translation>
    </message>
    <message>
        <source>&amp;Close message</source>
        <translation>关闭消息(&amp;C)</translation>
    </message>
    <message>
        <source>Closes this tab</source>
        <translation>关闭此标签页</translation>
    </message>
    <message>
        <source>S&amp;ave message</source>
        <translation>保存消息(&amp;A)</translation>
    </message>
    <message>
        <source>Writes this message to a file in the message folder</source>
        <translation>将此消息写入消息目录中的文件</translation>
    </message>
    <message>
        <source>&amp;Rename message…</source>
        <translation>重命名消息(&amp;R)…</translation>
    </message>
    <message>
        <source>Gives this tab a title</source>
        <translation>为此标签页取一个标题</translation>
    </message>
    <message>
        <source>Copy as &amp;gantryctl</source>
        <translation>复制为 &amp;gantryctl 命令</translation>
    </message>
    <message>
        <source>Copies a command line that sends this message</source>
        <translation>复制发送此消息的命令行</translation>
    </message>
    <message>
        <source>Copy as &amp;Java</source>
        <translation>复制为 &amp;Java 代码</translation>
    </message>
    <message>
        <source>Copies a Java class that sends this message</source>
        <translation>复制发送此消息的 Java 类</translation>
    </message>
    <message>
        <source>Send to production</source>
        <translation>发送到生产环境</translation>
    </message>
    <message>
        <source>Sends what was asked about</source>
        <translation>发送所询问的消息</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Sends nothing</source>
        <translation>什么也不发送</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>Rename message</source>
        <translation>重命名消息</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Save message</source>
        <translation>保存消息</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Send %1 messages to topic %2 of “%3”, which is a production environment?</source>
        <translation>要向“%3”的主题 %2 发送 %1 条消息吗？这是生产环境。</translation>
    </message>
    <message>
        <source>Where the message goes</source>
        <translation>消息的去向</translation>
    </message>
    <message>
        <source>“%1” is still sending. Stop that, and send this to “%2”?</source>
        <translation>“%1”仍在发送。要停止它，并把此消息发送到“%2”吗？</translation>
    </message>
    <message>
        <source>Stop and send</source>
        <translation>停止并发送</translation>
    </message>
    <message>
        <source>to %1, stops %2</source>
        <translation>发往 %1，停止 %2</translation>
    </message>
    <message>
        <source>Send stops the producer on “%1” and starts one on “%2”.</source>
        <translation>“发送”会停止“%1”上的生产者，并在“%2”上启动一个。</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>发往 %1</translation>
    </message>
    <message>
        <source>The producer on “%1” sends.</source>
        <translation>由“%1”上的生产者发送。</translation>
    </message>
    <message>
        <source>Send starts a producer on “%1”.</source>
        <translation>“发送”会在“%1”上启动生产者。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::ConnectionForm</name>
    <message>
        <source>&amp;Group</source>
        <translation>组(&amp;G)</translation>
    </message>
    <message>
        <source>Producer group</source>
        <translation>生产者组</translation>
    </message>
    <message>
        <source>The producer group: what brokers list this producer under.</source>
        <translation>生产者组：Broker 以此名称列出该生产者。</translation>
    </message>
    <message>
        <source>&amp;NameServers</source>
        <translation>&amp;NameServer</translation>
    </message>
    <message>
        <source>NameServers</source>
        <translation>NameServer</translation>
    </message>
    <message>
        <source>Addresses of the cluster&apos;s NameServers, host:port, separated by “;”; port 9876 where none is given. Typed on the sandbox, they become a new profile.</source>
        <translation>集群 NameServer 的地址，host:port，以“;”分隔；未给出端口时为 9876。在沙箱上输入时会成为一个新配置。</translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation>实例(&amp;I)</translation>
    </message>
    <message>
        <source>Instance name</source>
        <translation>实例名</translation>
    </message>
    <message>
        <source>Part of the client id. DEFAULT becomes a unique name at each start; under any other name a group runs only once in this program.</source>
        <translation>客户端标识的一部分。DEFAULT 在每次启动时成为唯一的名称；使用其他名称时，一个组在本程序中只能运行一次。</translation>
    </message>
    <message>
        <source>sandbox, not running</source>
        <translation>沙箱未运行</translation>
    </message>
    <message>
        <source>127.0.0.1:9876</source>
        <translation>127.0.0.1:9876</translation>
    </message>
</context>
<context>
    <name>gantry::ui::ConnectionPanel</name>
    <message>
        <source>Restart producer</source>
        <translation>重启生产者</translation>
    </message>
    <message>
        <source>Stops the producer and starts it with the profile as it is now.</source>
        <translation>停止生产者，并以现在的配置启动它。</translation>
    </message>
    <message>
        <source>Advanced settings…</source>
        <translation>高级设置…</translation>
    </message>
    <message>
        <source>Copy client id</source>
        <translation>复制客户端标识</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the client id, by which brokers list this producer.</source>
        <translation>复制客户端标识，Broker 以此列出该生产者。</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>客户端标识</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>新集群</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Running on %1</source>
        <translation>运行于 %1</translation>
    </message>
    <message>
        <source>Reconnecting to %1</source>
        <translation>正在重新连接 %1</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Failed to start</source>
        <translation>启动失败</translation>
    </message>
    <message>
        <source>Stop producer</source>
        <translation>停止生产者</translation>
    </message>
    <message>
        <source>Start producer</source>
        <translation>启动生产者</translation>
    </message>
    <message>
        <source>Waits for what is under way, and stops the producer.</source>
        <translation>等待在途的消息，然后停止生产者。</translation>
    </message>
    <message>
        <source>Starts the producer with this profile.</source>
        <translation>以此配置启动生产者。</translation>
    </message>
    <message>
        <source>What is shown here takes effect at the next start.</source>
        <translation>此处所示将在下次启动时生效。</translation>
    </message>
    <message numerus="yes">
        <source>Advanced settings… (%n changed)</source>
        <translation>
            <numerusform>高级设置…（已更改 %n 项）</numerusform>
        </translation>
    </message>
    <message>
        <source>The producer still runs on “%1”. Send stops it, and goes to “%2”.</source>
        <translation>生产者仍在“%1”上运行。“发送”会停止它，并发往“%2”。</translation>
    </message>
    <message>
        <source>All settings of the profile, TLS, access keys and addresses.</source>
        <translation>配置的所有设置、TLS、访问密钥和地址。</translation>
    </message>
    <message>
        <source>Access keys…</source>
        <translation>访问密钥…</translation>
    </message>
    <message>
        <source>Who this profile is to clusters with access control.</source>
        <translation>此配置在启用访问控制的集群中的身份。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::DeliveryForm</name>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Waits for the answer, and tries another broker when an attempt fails</source>
        <translation>等待应答，尝试失败时换另一个 Broker</translation>
    </message>
    <message>
        <source>Many at a time; lost connections and time-outs are tried again, a broker&apos;s refusal is final</source>
        <translation>同时发送多条；连接断开和超时会重试，Broker 的拒绝是最终结果</translation>
    </message>
    <message>
        <source>Nobody answers: whether the message was stored stays unknown</source>
        <translation>没有应答：消息是否已存储不得而知</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>as the producer</source>
        <translation>与生产者相同</translation>
    </message>
    <message>
        <source>Of the whole send, with look-ups, connects and all attempts</source>
        <translation>整个发送的时间，包括查询路由、连接和所有尝试</translation>
    </message>
    <message>
        <source>Attempts after the first one; an exact queue and ONEWAY have none</source>
        <translation>首次之后的尝试次数；指定队列和 ONEWAY 没有重试</translation>
    </message>
    <message>
        <source>in rotation</source>
        <translation>轮询</translation>
    </message>
    <message>
        <source>A broker and a queue, for example broker-a:0; empty: the next one in rotation</source>
        <translation>Broker 和队列，例如 broker-a:0；留空则轮询下一个</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> 条/秒</translation>
    </message>
    <message>
        <source>How often the message is sent</source>
        <translation>消息发送的次数</translation>
    </message>
    <message>
        <source>ASYNC: messages without an outcome at a time</source>
        <translation>ASYNC：同时没有结果的消息数</translation>
    </message>
    <message>
        <source>“%1” is no queue: name a broker and a number, for example broker-a:0</source>
        <translation>“%1”不是队列：请给出 Broker 和编号，例如 broker-a:0</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
</context>
<context>
    <name>gantry::ui::DoctorDialog</name>
    <message>
        <source>Examine the way of a send</source>
        <translation>检查发送路径</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Topic to examine the way to</source>
        <translation>要检查其路径的主题</translation>
    </message>
    <message>
        <source>empty: every broker of the cluster</source>
        <translation>留空：集群的所有 Broker</translation>
    </message>
    <message>
        <source>Whether a send gets through</source>
        <translation>发送能否到达</translation>
    </message>
    <message>
        <source>What was found, step by step</source>
        <translation>逐步的检查结果</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copies all that was found as text</source>
        <translation>将全部检查结果复制为文本</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>The sandbox does not run: start the producer, then examine.</source>
        <translation>沙箱未运行：请先启动生产者，再检查。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Examine</source>
        <translation>检查(&amp;E)</translation>
    </message>
    <message>
        <source>Looks at each step from here to the brokers, and sends no message.</source>
        <translation>逐步检查从这里到 Broker 的路径，不发送消息。</translation>
    </message>
    <message>
        <source>Examining; a step takes up to the time-out of a send.</source>
        <translation>正在检查；每一步最长为一次发送的超时时间。</translation>
    </message>
    <message>
        <source>Stopped: the steps that are missing here were not looked at.</source>
        <translation>已停止：这里没有列出的步骤未检查。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::DoctorReport</name>
    <message numerus="yes">
        <source>%n things stand in the way of a send.</source>
        <translation>
            <numerusform>有 %n 处问题阻碍发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A send gets through. %n things may surprise you.</source>
        <translation>
            <numerusform>发送可以到达。有 %n 处可能出乎意料。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is wrong on the way of a send.</source>
        <translation>发送路径没有问题。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>NameServer</source>
        <translation>NameServer</translation>
    </message>
    <message>
        <source>Agreement of the NameServers</source>
        <translation>NameServer 是否一致</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>主节点</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
</context>
<context>
    <name>gantry::ui::DraftStore</name>
    <message>
        <source>drafts cannot be kept in %1: %2</source>
        <translation>草稿无法保存在 %1：%2</translation>
    </message>
</context>
<context>
    <name>gantry::ui::FaultForm</name>
    <message>
        <source>&amp;Where</source>
        <translation>位置(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>动作(&amp;W)</translation>
    </message>
    <message>
        <source>R&amp;emark</source>
        <translation>备注(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;How many</source>
        <translation>次数(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>指令(&amp;L)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>Delay in milliseconds, or response code</source>
        <translation>延迟的毫秒数，或响应码</translation>
    </message>
    <message>
        <source>Remark of the refusal</source>
        <translation>拒绝时的备注</translation>
    </message>
    <message>
        <source>For how many requests</source>
        <translation>对多少个请求</translation>
    </message>
    <message>
        <source>until cleared</source>
        <translation>直到清除</translation>
    </message>
    <message>
        <source>next </source>
        <translation>接下来 </translation>
    </message>
    <message>
        <source>Share of the requests</source>
        <translation>请求的比例</translation>
    </message>
    <message>
        <source>Fault, as the sandbox takes it</source>
        <translation>沙箱所接受的故障指令</translation>
    </message>
    <message>
        <source>What is chosen above as one line. Lines can be typed, too: also stop, start, read-only, queues and the others.</source>
        <translation>以上选择写成的一行。也可以直接输入：包括 stop、start、read-only、queues 等。</translation>
    </message>
    <message>
        <source>&amp;Set fault</source>
        <translation>设置故障(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Active faults</source>
        <translation>生效的故障(&amp;A)</translation>
    </message>
    <message>
        <source>Active faults</source>
        <translation>生效的故障</translation>
    </message>
    <message>
        <source>&amp;Clear faults</source>
        <translation>清除故障(&amp;C)</translation>
    </message>
    <message>
        <source>Refuse the next 3 sends at broker-a with SYSTEM_BUSY</source>
        <translation>broker-a 以 SYSTEM_BUSY 拒绝接下来 3 次发送</translation>
    </message>
    <message>
        <source>Delay every answer to a send by 2 s</source>
        <translation>对每次发送的应答延迟 2 秒</translation>
    </message>
    <message>
        <source>Drop the answers to sends</source>
        <translation>丢弃对发送的应答</translation>
    </message>
    <message>
        <source>Close the connection at the next send</source>
        <translation>在下一次发送时关闭连接</translation>
    </message>
    <message>
        <source>Clear faults</source>
        <translation>清除故障</translation>
    </message>
    <message>
        <source>Sandbox: %1.</source>
        <translation>沙箱：%1。</translation>
    </message>
    <message>
        <source>any broker</source>
        <translation>任意 Broker</translation>
    </message>
</context>
<context>
    <name>gantry::ui::FilterField</name>
    <message>
        <source>&lt;p&gt;All words must be found, in topic, tag, keys, message ID or error.&lt;/p&gt;&lt;p&gt;&lt;b&gt;failed&lt;/b&gt;, &lt;b&gt;ok&lt;/b&gt;, &lt;b&gt;unknown&lt;/b&gt;, &lt;b&gt;sync&lt;/b&gt;, &lt;b&gt;async&lt;/b&gt;, &lt;b&gt;oneway&lt;/b&gt;&lt;br&gt;&lt;b&gt;topic:&lt;/b&gt;Order, &lt;b&gt;tag:&lt;/b&gt;, &lt;b&gt;key:&lt;/b&gt;, &lt;b&gt;id:&lt;/b&gt;, &lt;b&gt;error:&lt;/b&gt;, &lt;b&gt;broker:&lt;/b&gt;, &lt;b&gt;status:&lt;/b&gt;FLUSH&lt;br&gt;&lt;b&gt;queue:&lt;/b&gt;3, &lt;b&gt;queue:&lt;/b&gt;broker-a:3, &lt;b&gt;kind:&lt;/b&gt;timeout, &lt;b&gt;code:&lt;/b&gt;2&lt;br&gt;&lt;b&gt;&amp;gt;50ms&lt;/b&gt;, &lt;b&gt;&amp;lt;1s&lt;/b&gt;, &lt;b&gt;size&amp;gt;1k&lt;/b&gt;, &lt;b&gt;attempts&amp;gt;1&lt;/b&gt;, &lt;b&gt;after:&lt;/b&gt;10m, &lt;b&gt;before:&lt;/b&gt;14:30&lt;br&gt;&lt;b&gt;-&lt;/b&gt;word: not this; &lt;b&gt;&quot;two words&quot;&lt;/b&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;所有词都必须出现在主题、Tag、Key、消息 ID 或错误中。&lt;/p&gt;&lt;p&gt;&lt;b&gt;failed&lt;/b&gt;、&lt;b&gt;ok&lt;/b&gt;、&lt;b&gt;unknown&lt;/b&gt;、&lt;b&gt;sync&lt;/b&gt;、&lt;b&gt;async&lt;/b&gt;、&lt;b&gt;oneway&lt;/b&gt;&lt;br&gt;&lt;b&gt;topic:&lt;/b&gt;Order、&lt;b&gt;tag:&lt;/b&gt;、&lt;b&gt;key:&lt;/b&gt;、&lt;b&gt;id:&lt;/b&gt;、&lt;b&gt;error:&lt;/b&gt;、&lt;b&gt;broker:&lt;/b&gt;、&lt;b&gt;status:&lt;/b&gt;FLUSH&lt;br&gt;&lt;b&gt;queue:&lt;/b&gt;3、&lt;b&gt;queue:&lt;/b&gt;broker-a:3、&lt;b&gt;kind:&lt;/b&gt;timeout、&lt;b&gt;code:&lt;/b&gt;2&lt;br&gt;&lt;b&gt;&amp;gt;50ms&lt;/b&gt;、&lt;b&gt;&amp;lt;1s&lt;/b&gt;、&lt;b&gt;size&amp;gt;1k&lt;/b&gt;、&lt;b&gt;attempts&amp;gt;1&lt;/b&gt;、&lt;b&gt;after:&lt;/b&gt;10m、&lt;b&gt;before:&lt;/b&gt;14:30&lt;br&gt;&lt;b&gt;-&lt;/b&gt;词：排除；&lt;b&gt;&quot;两个 词&quot;&lt;/b&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>Shows everything again</source>
        <translation>重新显示全部</translation>
    </message>
</context>
<context>
    <name>gantry::ui::FlightPanel</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间位置</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Steps of the send</source>
        <translation>发送的步骤</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Copy flight as text</source>
        <translation>将过程复制为文本</translation>
    </message>
    <message>
        <source>Copies what happened to the message, step by step</source>
        <translation>逐步复制该消息的经过</translation>
    </message>
    <message>
        <source>Select a result to see how the message got there.</source>
        <translation>选择一个结果，查看消息是如何到达的。</translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation>✗ %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>Why there is no more to see</source>
        <translation>为何没有更多内容</translation>
    </message>
    <message>
        <source>E&amp;xamine the way…</source>
        <translation>检查路径(&amp;X)…</translation>
    </message>
    <message>
        <source>Looks at each step from here to the topic&apos;s brokers, and says what is wrong; sends no message</source>
        <translation>逐步检查从这里到该主题各 Broker 的路径，并指出问题；不发送消息</translation>
    </message>
</context>
<context>
    <name>gantry::ui::FlightStory</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1, queue %2</source>
        <translation>%1，队列 %2</translation>
    </message>
    <message>
        <source>Handed to the kernel for %1 after %2. Nobody answers a ONEWAY send: whether it was stored is unknown.</source>
        <translation>%2 后已交给内核，发往 %1。ONEWAY 发送没有应答：是否已存储不得而知。</translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, after %3.</source>
        <translation>%3 后已存储在 %1，位点 %2。</translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, but not yet on its disk: a crash of that machine now could lose it.</source>
        <translation>已存储在 %1，位点 %2，但尚未落盘：该机器此刻崩溃可能丢失它。</translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, but not copied to another machine: the loss of that one now could lose it.</source>
        <translation>已存储在 %1，位点 %2，但尚未复制到另一台机器：此刻失去该机器可能丢失它。</translation>
    </message>
    <message>
        <source>at %1, queue %2: %3</source>
        <translation>在 %1，队列 %2：%3</translation>
    </message>
    <message numerus="yes">
        <source>It took %n attempts; before,</source>
        <translation>
            <numerusform>共尝试 %n 次；此前</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message numerus="yes">
        <source>Failed after %n attempt(s) in %1: %2</source>
        <translation>
            <numerusform>尝试 %n 次后失败，用时 %1：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes of body, not compressed</source>
        <translation>消息体 %1 字节，未压缩</translation>
    </message>
    <message>
        <source>%1 bytes of body, compressed; the whole frame has %2</source>
        <translation>消息体 %1 字节，已压缩；整个帧为 %2 字节</translation>
    </message>
    <message>
        <source>Checked and packed</source>
        <translation>检查并打包</translation>
    </message>
    <message>
        <source>Waited for its turn</source>
        <translation>等待轮到</translation>
    </message>
    <message>
        <source>limits of what may be under way, hand-over to the network thread</source>
        <translation>在途数量的限制，移交给网络线程</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>no route was found</source>
        <translation>没有找到路由</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>asked the NameServer</source>
        <translation>询问了 NameServer</translation>
    </message>
    <message>
        <source>; the topic does not exist yet, so the route of the template TBW102 was borrowed</source>
        <translation>；主题尚不存在，因此借用了模板 TBW102 的路由</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n queues to choose from</source>
        <translation>
            <numerusform>%1；可选队列 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempt %1: %2, queue %3</source>
        <translation>尝试 %1：%2，队列 %3</translation>
    </message>
    <message>
        <source>passed over %1, where the attempt before failed</source>
        <translation>跳过了 %1，前一次尝试在那里失败</translation>
    </message>
    <message>
        <source>passed over %1, which does not answer</source>
        <translation>跳过了 %1，它没有应答</translation>
    </message>
    <message>
        <source>passed over %1, isolated since it was slow</source>
        <translation>跳过了 %1，因其缓慢而被隔离</translation>
    </message>
    <message>
        <source>%1 were left of the time-out</source>
        <translation>超时还剩 %1</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message numerus="yes">
        <source>%n fields</source>
        <translation>
            <numerusform>%n 个字段</numerusform>
        </translation>
    </message>
    <message>
        <source>Wait for the answer</source>
        <translation>等待应答</translation>
    </message>
    <message>
        <source>none came</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>This broker is older than 5.0: it ignores delivery times, and consumers got the message at once. Delay levels work there.</source>
        <translation>此 broker 的版本早于 5.0：它会忽略投递时间，消费者已立即收到消息。延迟级别在该版本上有效。</translation>
    </message>
    <message>
        <source>It travelled as number %1 of %2 in the batch %3.</source>
        <translation>它是批量消息 %3 中 %2 条里的第 %1 条。</translation>
    </message>
    <message>
        <source>It is a half message, and the broker did not take the decision: %1</source>
        <translation>这是一条半消息，broker 没有接受该决定：%1</translation>
    </message>
    <message>
        <source>The transaction was committed: consumers see it.</source>
        <translation>事务已提交：消费者可以看到它。</translation>
    </message>
    <message>
        <source>The transaction was rolled back: consumers never see it.</source>
        <translation>事务已回滚：消费者永远看不到它。</translation>
    </message>
    <message>
        <source>It is a half message, and nothing is decided: the broker will ask.</source>
        <translation>这是一条半消息，尚未做出决定：broker 会来回查。</translation>
    </message>
    <message numerus="yes">
        <source>The reply came after %1 from %2, with %n byte(s): %3</source>
        <translation>
            <numerusform>%1 后收到来自 %2 的回复，共 %n 字节：%3</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempts, times and errors are all that is known of this one: of a burst, the steps of the first %1 messages are recorded.</source>
        <translation>对这条消息只知道尝试、时间和错误：批量发送时，只记录前 %1 条消息的步骤。</translation>
    </message>
    <message>
        <source>Attempts, times and errors are all that is left of this one: its steps made room for newer ones.</source>
        <translation>这条消息只留下尝试、时间和错误：其步骤已让位给更新的消息。</translation>
    </message>
    <message>
        <source>Attempts, times and errors are all that the history keeps: no steps, no fields, no body.</source>
        <translation>历史只保留尝试、时间和错误：没有步骤、字段和消息体。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::History</name>
    <message numerus="yes">
        <source>%n outcomes could not be written to the history.</source>
        <translation>
            <numerusform>%n 个结果无法写入历史。</numerusform>
        </translation>
    </message>
    <message>
        <source>The history cannot be written: %1. It is tried again every five seconds.</source>
        <translation>无法写入历史：%1。每五秒重试一次。</translation>
    </message>
    <message numerus="yes">
        <source>%n outcomes were given up.</source>
        <translation>
            <numerusform>放弃了 %n 个结果。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Results in the history</source>
        <translation>历史中的结果</translation>
    </message>
    <message>
        <source>Search: failed topic:Order after:2026-12-24 text</source>
        <translation>搜索：failed topic:Order after:2026-12-24 文本</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>在历史中搜索</translation>
    </message>
    <message>
        <source>&amp;Keep at most</source>
        <translation>最多保留(&amp;K)</translation>
    </message>
    <message>
        <source>How many results the history keeps</source>
        <translation>历史保留多少个结果</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the selected results as text</source>
        <translation>将所选结果复制为文本</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Copies the selected results with tabs, for a spreadsheet</source>
        <translation>以制表符分隔复制所选结果，用于电子表格</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
    <message>
        <source>Copies the selected results as JSON, one a line</source>
        <translation>将所选结果复制为 JSON，每行一个</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>The history cannot be read: %1</source>
        <translation>无法读取历史：%1</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n results are shown; a narrower search reaches older ones.</source>
        <translation>
            <numerusform>显示最新的 %n 个结果；更窄的搜索可以找到更早的结果。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n 个结果</numerusform>
        </translation>
    </message>
    <message>
        <source>These cannot be sent again: the history keeps no bodies and no properties. “Edit and resend” opens a message with the topic, tag and keys, for you to fill in the rest.</source>
        <translation>这些消息无法重新发送：历史不保留消息体和属性。“编辑并重新发送”会打开一条带有主题、Tag 和 Key 的消息，其余由您填写。</translation>
    </message>
    <message>
        <source>The message is in a new tab of the composer, without the body and properties that the history does not keep.</source>
        <translation>消息已在编辑器的新标签页中打开，但没有历史不保留的消息体和属性。</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Says why results of the history cannot be sent again</source>
        <translation>说明历史中的结果为何无法重新发送</translation>
    </message>
    <message>
        <source>Edit and resend</source>
        <translation>编辑并重新发送</translation>
    </message>
    <message>
        <source>Opens the selected message in a new tab of the composer</source>
        <translation>在编辑区的新标签页中打开所选消息</translation>
    </message>
</context>
<context>
    <name>gantry::ui::KindForm</name>
    <message>
        <source>Send</source>
        <translation>发送方式</translation>
    </message>
    <message>
        <source>Order key</source>
        <translation>顺序键</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>one by one</source>
        <translation>逐条</translation>
    </message>
    <message>
        <source>in batches of</source>
        <translation>批量，每批</translation>
    </message>
    <message>
        <source>in a transaction</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>and await a reply</source>
        <translation>请求并等待回复</translation>
    </message>
    <message>
        <source>A batch is one request for several messages; a transaction stores a half message first, and consumers see it once it is committed; a reply comes from a consumer</source>
        <translation>批量是一次请求发送多条消息；事务先存储半消息，提交后消费者才能看到；回复来自消费者</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>unknown: the broker asks</source>
        <translation>未知：由 broker 回查</translation>
    </message>
    <message>
        <source>decide by hand</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <source>What the broker is told when the half message is stored</source>
        <translation>半消息存储后告诉 broker 的决定</translation>
    </message>
    <message>
        <source>Decision of the transaction</source>
        <translation>事务的决定</translation>
    </message>
    <message>
        <source>Messages in a batch</source>
        <translation>每批消息数</translation>
    </message>
    <message>
        <source>Messages in one request; the count says how many are sent in all</source>
        <translation>一次请求中的消息数；总数由“数量”决定</translation>
    </message>
    <message>
        <source>none: in rotation</source>
        <translation>无：轮询</translation>
    </message>
    <message>
        <source>All messages with this key go to one queue, the one that Java&apos;s SelectMessageQueueByHash picks</source>
        <translation>相同键的消息都进入同一个队列，与 Java 的 SelectMessageQueueByHash 所选相同</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>after level</source>
        <translation>按级别延迟</translation>
    </message>
    <message>
        <source>after</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>at</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>When consumers may see the message. Times need brokers 5: 4.9 delivers at once, levels work there</source>
        <translation>消费者何时可以看到消息。按时间投递需要 5.x broker：4.9 会立即投递，但支持延迟级别</translation>
    </message>
    <message>
        <source>Delay level</source>
        <translation>延迟级别</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟时间</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>Time of delivery</source>
        <translation>投递时间</translation>
    </message>
    <message>
        <source>a batch cannot be delayed: send one by one, or deliver at once</source>
        <translation>批量消息不能延迟：请逐条发送，或立即投递</translation>
    </message>
    <message>
        <source>a transaction cannot be delayed: send one by one, or deliver at once</source>
        <translation>事务消息不能延迟：请逐条发送，或立即投递</translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogModel</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Elapsed ms</source>
        <translation>耗时（毫秒）</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位点</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogPanel</name>
    <message>
        <source>Filter the log</source>
        <translation>过滤日志</translation>
    </message>
    <message>
        <source>Goes to the field that filters the log</source>
        <translation>转到日志的过滤栏</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keeps the newest result in sight</source>
        <translation>始终显示最新的结果</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Empties the log and its totals; the history keeps all of it</source>
        <translation>清空日志及其总计；历史仍保留全部</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the selected results as text</source>
        <translation>将所选结果复制为文本</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Copies the selected results with tabs, for a spreadsheet</source>
        <translation>以制表符分隔复制所选结果，用于电子表格</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
    <message>
        <source>Copies the selected results as JSON, one a line</source>
        <translation>将所选结果复制为 JSON，每行一个</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Sends the selected messages once more, as they were</source>
        <translation>原样再次发送所选消息</translation>
    </message>
    <message>
        <source>Edit and resend</source>
        <translation>编辑并重新发送</translation>
    </message>
    <message>
        <source>Opens the selected message in a new tab of the composer</source>
        <translation>在编辑区的新标签页中打开所选消息</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file for a spreadsheet</source>
        <translation>将显示的结果写入用于电子表格的文件</translation>
    </message>
    <message>
        <source>Export as JSON lines…</source>
        <translation>导出为 JSON 行…</translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file, in the form that gantryctl prints</source>
        <translation>以 gantryctl 的输出格式将显示的结果写入文件</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Shows results of earlier starts, too</source>
        <translation>也显示以前启动时的结果</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Filter: failed topic:Order queue:broker-a:3 &gt;50ms text</source>
        <translation>过滤：failed topic:Order queue:broker-a:3 &gt;50ms 文本</translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation>日志过滤</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file</source>
        <translation>将显示的结果写入文件</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>Results shown</source>
        <translation>显示的结果</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>State of the history</source>
        <translation>历史的状态</translation>
    </message>
    <message>
        <source>Filtering… %1 %</source>
        <translation>正在过滤… %1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n results were copied.</source>
        <translation>
            <numerusform>已复制 %n 个结果。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n results were copied; an export writes all of them.</source>
        <translation>
            <numerusform>只复制了前 %n 个结果；导出会写入全部。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages cannot be sent again: they are too old, their bodies are no longer kept.</source>
        <translation>
            <numerusform>%n 条消息无法再次发送：它们太旧，消息体已不再保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n messages are sent again.</source>
        <translation>
            <numerusform>只重新发送前 %n 条消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>The message is too old: its body and properties are no longer kept.</source>
        <translation>该消息太旧：其消息体和属性已不再保留。</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <source>Export as JSON lines</source>
        <translation>导出为 JSON 行</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl *.json)</source>
        <translation>JSON 行 (*.jsonl *.json)</translation>
    </message>
    <message>
        <source>Exporting… %1 %</source>
        <translation>正在导出… %1 %</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 is written, but %n results had gone from the log before.</source>
        <translation>
            <numerusform>已写入 %1，但此前有 %n 个结果已从日志中移除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results are in %1.</source>
        <translation>
            <numerusform>%n 个结果已写入 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogView</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>gantry::ui::MainWindow</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Flight of one send</source>
        <translation>单次发送的过程</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>消息(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>结果(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;outing</source>
        <translation>路由(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Stops the producer and closes the window</source>
        <translation>停止生产者并关闭窗口</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Puts every panel back to its first place</source>
        <translation>将所有面板放回初始位置</translation>
    </message>
    <message>
        <source>&amp;About Gantry</source>
        <translation>关于 Gantry(&amp;A)</translation>
    </message>
    <message>
        <source>The version, and what a report of a fault needs</source>
        <translation>版本，以及报告故障所需的信息</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>State of the producer</source>
        <translation>生产者的状态</translation>
    </message>
    <message>
        <source>%1 — PRODUCTION — Gantry</source>
        <translation>%1 — 生产环境 — Gantry</translation>
    </message>
    <message>
        <source>%1 — Gantry</source>
        <translation>%1 — Gantry</translation>
    </message>
    <message>
        <source>Message files</source>
        <translation>消息文件</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>&amp;Sandbox</source>
        <translation>沙箱(&amp;S)</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>&amp;Transactions</source>
        <translation>事务(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>Transactions: %n open</source>
        <translation>
            <numerusform>事务：%n 个未决</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Stored message</source>
        <translation>存储的消息</translation>
    </message>
    <message>
        <source>E&amp;xamine the way of a send…</source>
        <translation>检查发送路径(&amp;X)…</translation>
    </message>
    <message>
        <source>Looks at each step from here to the topic&apos;s brokers, and says what is wrong; sends no message</source>
        <translation>逐步检查从这里到该主题各 Broker 的路径，并指出问题；不发送消息</translation>
    </message>
</context>
<context>
    <name>gantry::ui::MessageEditor</name>
    <message>
        <source>use the field Tag</source>
        <translation>请使用 Tag 栏</translation>
    </message>
    <message>
        <source>use the field Keys</source>
        <translation>请使用 Key 栏</translation>
    </message>
    <message>
        <source>RocketMQ sets it itself: choose another name</source>
        <translation>RocketMQ 自己设置它：请换一个名称</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Ta&amp;g</source>
        <translation>Ta&amp;g</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Key</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>At most one; consumers filter by it</source>
        <translation>最多一个；消费者以此过滤</translation>
    </message>
    <message>
        <source>For looking the message up; several are separated by spaces</source>
        <translation>用于查找消息；多个以空格分隔</translation>
    </message>
    <message>
        <source>Expand variables such as {{uuid}} and {{seq}}</source>
        <translation>展开 {{uuid}}、{{seq}} 等变量</translation>
    </message>
    <message>
        <source>{{uuid}} {{seq}} {{now}} {{epochMillis}} {{randomInt 1 100}} {{randomText 8}} in tag, keys, properties and a text body, anew for every message</source>
        <translation>{{uuid}} {{seq}} {{now}} {{epochMillis}} {{randomInt 1 100}} {{randomText 8}} 可用于 Tag、Key、属性和文本消息体，每条消息重新生成</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>the property “%1” is RocketMQ&apos;s own; %2</source>
        <translation>属性“%1”属于 RocketMQ；%2</translation>
    </message>
    <message>
        <source>name the topic to send to</source>
        <translation>请给出要发送到的主题</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1, %2 when compressed (%3)</source>
        <translation>%1，压缩后 %2（%3）</translation>
    </message>
</context>
<context>
    <name>gantry::ui::MessageList</name>
    <message>
        <source>Message files</source>
        <translation>消息文件</translation>
    </message>
    <message>
        <source>&amp;Open message file</source>
        <translation>打开消息文件(&amp;O)</translation>
    </message>
    <message>
        <source>Opens the selected message in a tab</source>
        <translation>在标签页中打开所选消息</translation>
    </message>
    <message>
        <source>Choose message &amp;folder…</source>
        <translation>选择消息目录(&amp;F)…</translation>
    </message>
    <message>
        <source>The folder in which messages are kept, for example a clone of a repository</source>
        <translation>保存消息的目录，例如某个代码仓库的克隆</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Message folder</source>
        <translation>消息目录</translation>
    </message>
</context>
<context>
    <name>gantry::ui::NameServerModel</name>
    <message>
        <source>no broker</source>
        <translation>没有 Broker</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>%1 queues %2, %3</source>
        <translation>%1 个队列 %2，%3</translation>
    </message>
</context>
<context>
    <name>gantry::ui::OpenTransactions</name>
    <message>
        <source>no producer runs: start it, then decide</source>
        <translation>没有运行中的生产者：请先启动再决定</translation>
    </message>
</context>
<context>
    <name>gantry::ui::OutcomeQuery</name>
    <message>
        <source>“%1” is no time: try &gt;50ms, &lt;1ms or &gt;1s.</source>
        <translation>“%1”不是时间：请试 &gt;50ms、&lt;1ms 或 &gt;1s。</translation>
    </message>
    <message>
        <source>“%1” is no size: try size&gt;500, size&gt;1k or size&lt;2M.</source>
        <translation>“%1”不是大小：请试 size&gt;500、size&gt;1k 或 size&lt;2M。</translation>
    </message>
    <message>
        <source>“%1” is no number of attempts: try attempts&gt;1.</source>
        <translation>“%1”不是尝试次数：请试 attempts&gt;1。</translation>
    </message>
    <message>
        <source>“%1” cannot be compared: a time (&gt;50ms), size and attempts can.</source>
        <translation>“%1”无法比较：可以比较时间（&gt;50ms）、size 和 attempts。</translation>
    </message>
    <message>
        <source>There is no “%1:”. There are topic, tag, key, id, error, broker, queue, status, kind, code, mode, after and before; put quotes around the word to look for it as text.</source>
        <translation>没有“%1:”。可用的有 topic、tag、key、id、error、broker、queue、status、kind、code、mode、after 和 before；要作为文本查找请加引号。</translation>
    </message>
    <message>
        <source>“%1:” needs a value.</source>
        <translation>“%1:”需要一个值。</translation>
    </message>
    <message>
        <source>“%1” is no mode: sync, async and oneway are.</source>
        <translation>“%1”不是模式：模式有 sync、async 和 oneway。</translation>
    </message>
    <message>
        <source>“%1” is no queue: try queue:3 or queue:broker-a:3.</source>
        <translation>“%1”不是队列：请试 queue:3 或 queue:broker-a:3。</translation>
    </message>
    <message>
        <source>“%1” is no kind of error; there are %2.</source>
        <translation>“%1”不是错误种类；可用的有 %2。</translation>
    </message>
    <message>
        <source>“%1” is no response code: try code:2 or code:SYSTEM_BUSY.</source>
        <translation>“%1”不是响应码：请试 code:2 或 code:SYSTEM_BUSY。</translation>
    </message>
    <message>
        <source>“%1” is no time: try after:10m, after:14:30 or before:2026-12-24.</source>
        <translation>“%1”不是时间：请试 after:10m、after:14:30 或 before:2026-12-24。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::ProfileBar</name>
    <message>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>New name of the profile</source>
        <translation>配置的新名称</translation>
    </message>
    <message>
        <source>Change profiles</source>
        <translation>更改配置</translation>
    </message>
    <message>
        <source>Add, duplicate, rename or delete profiles</source>
        <translation>添加、复制、重命名或删除配置</translation>
    </message>
    <message>
        <source>Environment of the profile</source>
        <translation>配置的环境</translation>
    </message>
    <message>
        <source>Where this profile leads. Production shows a red frame, and asks before a burst.</source>
        <translation>该配置通向何处。生产环境显示红框，并在批量发送前询问。</translation>
    </message>
    <message>
        <source>No environment</source>
        <translation>无环境</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>开发</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>新配置</translation>
    </message>
    <message>
        <source>Makes a profile for another cluster.</source>
        <translation>为另一个集群建立配置。</translation>
    </message>
    <message>
        <source>Duplicate profile</source>
        <translation>复制一份配置</translation>
    </message>
    <message>
        <source>Makes a profile with the same settings.</source>
        <translation>以相同的设置建立配置。</translation>
    </message>
    <message>
        <source>Rename profile</source>
        <translation>重命名配置</translation>
    </message>
    <message>
        <source>Gives the profile another name.</source>
        <translation>为该配置取另一个名称。</translation>
    </message>
    <message>
        <source>Delete profile</source>
        <translation>删除配置</translation>
    </message>
    <message>
        <source>Deletes the profile; this can be undone until the window closes.</source>
        <translation>删除该配置；在窗口关闭之前可以撤销。</translation>
    </message>
    <message>
        <source>Undo delete profile</source>
        <translation>撤销删除配置</translation>
    </message>
    <message>
        <source>Brings the profile back that was deleted last.</source>
        <translation>恢复最近删除的配置。</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>新集群</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation>配置需要一个名称。</translation>
    </message>
    <message>
        <source>There is a profile of this name already.</source>
        <translation>已有同名的配置。</translation>
    </message>
    <message>
        <source>“%1” was deleted. “Undo delete profile” brings it back.</source>
        <translation>“%1”已删除。“撤销删除配置”可以恢复它。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::PropertiesTable</name>
    <message>
        <source>Property</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Add property</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Adds a row for a property of the message</source>
        <translation>为消息的属性添加一行</translation>
    </message>
    <message>
        <source>Remove property</source>
        <translation>移除属性</translation>
    </message>
    <message>
        <source>Removes the selected properties</source>
        <translation>移除所选属性</translation>
    </message>
    <message>
        <source>Paste properties</source>
        <translation>粘贴属性</translation>
    </message>
    <message>
        <source>Takes a property from every line name=value of the clipboard</source>
        <translation>从剪贴板的每一行 名称=值 取一个属性</translation>
    </message>
    <message>
        <source>⚠ row %1: %2</source>
        <translation>⚠ 第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>gantry::ui::RequestLogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>gantry::ui::RouteModel</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>%1 is passed over for %2 s: latency fault tolerance isolates it.</source>
        <translation>%1 将被跳过 %2 秒：延迟容错隔离了它。</translation>
    </message>
    <message>
        <source>%1 is passed over until it answers: %2</source>
        <translation>%1 在应答之前被跳过：%2</translation>
    </message>
    <message>
        <source>%1 is passed over until it answers: it left a request unanswered.</source>
        <translation>%1 在应答之前被跳过：它没有应答某个请求。</translation>
    </message>
    <message>
        <source>no master</source>
        <translation>没有主节点</translation>
    </message>
    <message>
        <source>The last message went here.</source>
        <translation>上一条消息发到了这里。</translation>
    </message>
    <message>
        <source>▸ %1</source>
        <translation>▸ %1</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1，失败 %2</translation>
    </message>
</context>
<context>
    <name>gantry::ui::RoutingPanel</name>
    <message>
        <source>Refresh route</source>
        <translation>刷新路由</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Asks the NameServers for the topic&apos;s route now.</source>
        <translation>现在向 NameServer 询问该主题的路由。</translation>
    </message>
    <message>
        <source>Brokers and queues of the topic</source>
        <translation>主题的 Broker 和队列</translation>
    </message>
    <message>
        <source>What each NameServer says</source>
        <translation>每个 NameServer 的说法</translation>
    </message>
    <message>
        <source>Changes of routes</source>
        <translation>路由的变化</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>%1: no route any more.</source>
        <translation>%1：不再有路由。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No topic</source>
        <translation>没有主题</translation>
    </message>
    <message>
        <source>The route is shown while the producer runs.</source>
        <translation>生产者运行时显示路由。</translation>
    </message>
    <message>
        <source>Give the message a topic to see its route.</source>
        <translation>为消息给出主题，即可查看其路由。</translation>
    </message>
    <message>
        <source>Asking for the route.</source>
        <translation>正在询问路由。</translation>
    </message>
    <message>
        <source>This topic does not exist yet. Until its first message makes it, sends go by the route of the template topic TBW102, which is shown here.</source>
        <translation>该主题尚不存在。在第一条消息创建它之前，发送使用此处所示的模板主题 TBW102 的路由。</translation>
    </message>
    <message>
        <source>No queue can be written to: sends fail.</source>
        <translation>没有可写的队列：发送会失败。</translation>
    </message>
    <message>
        <source>⚠ no NameServer confirmed this for %1 s</source>
        <translation>⚠ 已有 %1 秒没有 NameServer 确认</translation>
    </message>
    <message>
        <source>%1, %2 s ago</source>
        <translation>%1，%2 秒前</translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxBrokerModel</name>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>%1, advertised as %2</source>
        <translation>%1，公布为 %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>not in the route</source>
        <translation>不在路由中</translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxPanel</name>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>Requests that the sandbox received</source>
        <translation>沙箱收到的请求</translation>
    </message>
    <message>
        <source>Start the producer on the sandbox to play with it.</source>
        <translation>在沙箱上启动生产者即可试用。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxWatch</name>
    <message>
        <source>The sandbox does not run.</source>
        <translation>沙箱没有运行。</translation>
    </message>
    <message>
        <source>Start the producer on it.</source>
        <translation>在其上启动生产者。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::ScenariosTab</name>
    <message>
        <source>What the scenario tells</source>
        <translation>场景的叙述</translation>
    </message>
    <message>
        <source>Play %1</source>
        <translation>播放 %1</translation>
    </message>
    <message>
        <source>End the scenario</source>
        <translation>结束场景</translation>
    </message>
    <message>
        <source>Ends the scenario and all faults; every server runs and takes messages.</source>
        <translation>结束场景和所有故障；所有服务器运行并接收消息。</translation>
    </message>
    <message>
        <source>%1 begins.</source>
        <translation>%1 开始。</translation>
    </message>
    <message>
        <source>The scenario has ended; every server runs.</source>
        <translation>场景已结束；所有服务器都在运行。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::Session</name>
    <message>
        <source>“%1” signs its requests, but its access key and secret key are not known.</source>
        <translation>“%1”需要签名请求，但其访问密钥和私有密钥未知。</translation>
    </message>
    <message>
        <source>Enter them under “Access keys”, and start again.</source>
        <translation>请在“访问密钥”中输入，然后重新启动生产者。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::SettingsForm</name>
    <message>
        <source>Range: %1</source>
        <translation>范围：%1</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Reset %1 to its default</source>
        <translation>将 %1 重置为默认值</translation>
    </message>
    <message>
        <source>Reset to the default, %1</source>
        <translation>重置为默认值 %1</translation>
    </message>
    <message>
        <source>“%1” is not possible here: give %2. %3 stays in effect.</source>
        <translation>此处不能为“%1”：请给出 %2。%3 继续有效。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::StoredPanel</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送的</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储的</translation>
    </message>
    <message>
        <source>Stored message</source>
        <translation>存储的消息</translation>
    </message>
    <message>
        <source>Whether the stored message is what was sent</source>
        <translation>存储的消息与发送的是否一致</translation>
    </message>
    <message>
        <source>More about the stored message</source>
        <translation>关于存储的消息的更多信息</translation>
    </message>
    <message>
        <source>Outcome of the recall</source>
        <translation>撤回的结果</translation>
    </message>
    <message>
        <source>Read &amp;back</source>
        <translation>回读(&amp;B)</translation>
    </message>
    <message>
        <source>Re&amp;call</source>
        <translation>撤回(&amp;C)</translation>
    </message>
    <message>
        <source>Copy stored message</source>
        <translation>复制存储的消息</translation>
    </message>
    <message>
        <source>Copies what was read back as text</source>
        <translation>将回读的内容复制为文本</translation>
    </message>
    <message>
        <source>Select a result first</source>
        <translation>请先选择一条结果</translation>
    </message>
    <message>
        <source>The message was refused before it was sent: nothing can be stored</source>
        <translation>消息在发送之前就被拒绝：不会有存储的内容</translation>
    </message>
    <message>
        <source>The sandbox does not run: start the producer</source>
        <translation>沙箱未运行：请启动生产者</translation>
    </message>
    <message>
        <source>The brokers are being asked</source>
        <translation>正在询问 Broker</translation>
    </message>
    <message>
        <source>Only timer messages can be recalled, of brokers that give a recall handle (5.4 and later); this result has none</source>
        <translation>只能撤回定时消息，且 Broker 须给出撤回句柄（5.4 及以后）；此结果没有</translation>
    </message>
    <message>
        <source>No producer runs: start it first</source>
        <translation>没有运行的生产者：请先启动</translation>
    </message>
    <message>
        <source>A broker is being asked</source>
        <translation>正在询问 Broker</translation>
    </message>
    <message>
        <source>Fetches what the broker stored of this message, and compares it with what was sent</source>
        <translation>取回 Broker 存储的这条消息，并与发送的内容比较</translation>
    </message>
    <message>
        <source>Takes the timer message back before its time has come</source>
        <translation>在到时之前撤回定时消息</translation>
    </message>
    <message>
        <source>Recalling %1.</source>
        <translation>正在撤回 %1。</translation>
    </message>
    <message>
        <source>Recalled: the broker takes %1 back, and will not deliver it.</source>
        <translation>已撤回：Broker 收回 %1，不会投递。</translation>
    </message>
    <message>
        <source>Not recalled, %1: %2
%3</source>
        <translation>未撤回，%1：%2
%3</translation>
    </message>
    <message>
        <source>Asking the brokers.</source>
        <translation>正在询问 Broker。</translation>
    </message>
    <message>
        <source>Select a result, then read back what is stored of it.</source>
        <translation>选择一条结果，然后回读它的存储内容。</translation>
    </message>
    <message>
        <source>Not read back yet.</source>
        <translation>尚未回读。</translation>
    </message>
    <message>
        <source>The message was refused before it was sent: nothing can be stored.</source>
        <translation>消息在发送之前就被拒绝：不会有存储的内容。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::StoredStory</name>
    <message>
        <source>Equal: every byte, property and flag that is stored is what was sent.</source>
        <translation>一致：存储的每个字节、属性和标志都与发送的相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n differences between what was sent and what is stored.</source>
        <translation>
            <numerusform>发送的与存储的有 %n 处不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is stored. It cannot be compared: what was sent is no longer kept here.</source>
        <translation>已存储。无法比较：这里不再保留发送的内容。</translation>
    </message>
    <message>
        <source>Not found: no broker has this message.</source>
        <translation>未找到：没有 Broker 有这条消息。</translation>
    </message>
    <message>
        <source>Not stored: no broker has this message.</source>
        <translation>未存储：没有 Broker 有这条消息。</translation>
    </message>
    <message>
        <source>Not known: not every broker that may have it could be asked.</source>
        <translation>未知：可能有它的 Broker 并非都能询问到。</translation>
    </message>
    <message>
        <source>Only the half message is there: the transaction was rolled back, consumers never see it.</source>
        <translation>只有半消息：事务已回滚，消费者不会看到它。</translation>
    </message>
    <message>
        <source>Only the half message was found, although the transaction was committed. The broker may not be done yet: read back again.</source>
        <translation>事务已提交，但只找到半消息。Broker 可能尚未完成：请再次回读。</translation>
    </message>
    <message>
        <source>Only the half message is there: consumers do not see it unless its transaction is committed.</source>
        <translation>只有半消息：除非事务提交，消费者不会看到它。</translation>
    </message>
    <message>
        <source>It lies in %1 and not in its topic yet: consumers see it when its time has come, unless it is recalled.</source>
        <translation>它在 %1 中，尚未进入其主题：到时之后消费者才会看到，除非被撤回。</translation>
    </message>
    <message>
        <source>It lies in the topic %1.</source>
        <translation>它在主题 %1 中。</translation>
    </message>
    <message>
        <source>The send failed, but the message is stored: sent again, it is there twice.</source>
        <translation>发送失败，但消息已存储：再次发送就会有两条。</translation>
    </message>
    <message>
        <source>It travelled as message %1 of %2 of a batch, and is stored by itself.</source>
        <translation>它作为批量的第 %1 条（共 %2 条）发送，单独存储。</translation>
    </message>
    <message numerus="yes">
        <source>It is stored %n times under this id; this is the first one.</source>
        <translation>
            <numerusform>此 ID 下存储了 %n 次；这是第一条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Brokers index a message a moment after they stored it, and keep it for some days.</source>
        <translation>Broker 在存储消息片刻之后才建立索引，并保留若干天。</translation>
    </message>
    <message>
        <source>%1 could not be asked: %2</source>
        <translation>无法询问 %1：%2</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>消息体</translation>
    </message>
    <message>
        <source>Checksum of the body</source>
        <translation>消息体的校验和</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Property %1</source>
        <translation>属性 %1</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Wait for the store</source>
        <translation>等待存储</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Unique id</source>
        <translation>唯一 ID</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>compressed by %1</source>
        <translation>以 %1 压缩</translation>
    </message>
    <message>
        <source>transaction: %1</source>
        <translation>事务：%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Stored message</source>
        <translation>存储的消息</translation>
    </message>
    <message>
        <source>Queue and offset</source>
        <translation>队列和偏移量</translation>
    </message>
    <message>
        <source>%1, queue %2, offset %3</source>
        <translation>%1，队列 %2，偏移量 %3</translation>
    </message>
    <message>
        <source>Offset id</source>
        <translation>偏移量 ID</translation>
    </message>
    <message>
        <source>Offset in the commit log</source>
        <translation>在提交日志中的偏移量</translation>
    </message>
    <message>
        <source>System flag</source>
        <translation>系统标志</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>产生于</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储于</translation>
    </message>
    <message>
        <source>%1, right</source>
        <translation>%1，正确</translation>
    </message>
    <message>
        <source>%1, WRONG</source>
        <translation>%1，错误</translation>
    </message>
    <message>
        <source>Given back by consumers</source>
        <translation>被消费者退回的次数</translation>
    </message>
    <message>
        <source>Its half message is at</source>
        <translation>其半消息位于</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 as stored; it cannot be decompressed: %2</source>
        <translation>%1（按存储的）；无法解压：%2</translation>
    </message>
    <message>
        <source>%1, stored as %2</source>
        <translation>%1，存储为 %2</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>…… 还有 %1</translation>
    </message>
</context>
<context>
    <name>gantry::ui::TlsForm</name>
    <message>
        <source>Use &amp;TLS to NameServers and brokers</source>
        <translation>对 NameServer 和 Broker 使用 &amp;TLS</translation>
    </message>
    <message>
        <source>Take &amp;any certificate</source>
        <translation>接受任何证书(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation>&amp;CA 文件</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>系统的证书颁发机构</translation>
    </message>
    <message>
        <source>Ce&amp;rtificate</source>
        <translation>证书(&amp;R)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>密钥(&amp;K)</translation>
    </message>
    <message>
        <source>CA file, PEM</source>
        <translation>CA 文件，PEM</translation>
    </message>
    <message>
        <source>Certificate file, PEM</source>
        <translation>证书文件，PEM</translation>
    </message>
    <message>
        <source>Key file, PEM</source>
        <translation>密钥文件，PEM</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>无法读取此文件。</translation>
    </message>
    <message>
        <source>Certificate and key belong together: give both, or none.</source>
        <translation>证书和密钥成对：请两者都给出，或都不给出。</translation>
    </message>
    <message>
        <source>INSECURE: whoever is between here and the servers can read and change every message. Use it for trials only.</source>
        <translation>不安全：此处与服务器之间的任何人都能读取和更改每条消息。仅供试验。</translation>
    </message>
</context>
<context>
    <name>gantry::ui::TotalsText</name>
    <message>
        <source>Sent %1</source>
        <translation>已发送 %1</translation>
    </message>
    <message>
        <source>accepted %1</source>
        <translation>已接收 %1</translation>
    </message>
    <message>
        <source>failed %1</source>
        <translation>失败 %1</translation>
    </message>
    <message>
        <source>unknown %1</source>
        <translation>未知 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>p50 %1 ms</source>
        <translation>p50 %1 毫秒</translation>
    </message>
    <message>
        <source>p99 %1 ms</source>
        <translation>p99 %1 毫秒</translation>
    </message>
</context>
<context>
    <name>gantry::ui::TransactionModel</name>
    <message>
        <source>open: %1</source>
        <translation>未决：%1</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未决</translation>
    </message>
    <message>
        <source>telling the broker…</source>
        <translation>正在告知 broker…</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>已回滚</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>回查次数</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>消息 ID</translation>
    </message>
</context>
<context>
    <name>gantry::ui::TransactionPanel</name>
    <message>
        <source>Transactions that wait for a decision</source>
        <translation>等待决定的事务</translation>
    </message>
    <message>
        <source>Messages that are sent in a transaction and left open are listed here, and those that a broker asks about.</source>
        <translation>这里列出以事务方式发送且尚未决定的消息，以及 broker 回查的消息。</translation>
    </message>
    <message>
        <source>When a broker asks</source>
        <translation>broker 回查时</translation>
    </message>
    <message>
        <source>decide by hand</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>answer unknown</source>
        <translation>回答未知</translation>
    </message>
    <message>
        <source>What a broker is answered that asks about a half message</source>
        <translation>broker 回查半消息时得到的回答</translation>
    </message>
    <message>
        <source>&amp;Commit transaction</source>
        <translation>提交事务(&amp;C)</translation>
    </message>
    <message>
        <source>Consumers see the message</source>
        <translation>消费者可以看到该消息</translation>
    </message>
    <message>
        <source>Roll &amp;back transaction</source>
        <translation>回滚事务(&amp;B)</translation>
    </message>
    <message>
        <source>Consumers never see the message</source>
        <translation>消费者永远看不到该消息</translation>
    </message>
    <message>
        <source>Clear &amp;decided</source>
        <translation>清除已决定的(&amp;D)</translation>
    </message>
    <message>
        <source>Takes those that were decided from the list</source>
        <translation>从列表中移除已决定的事务</translation>
    </message>
</context>
<context>
    <name>gantry::ui::Variables</name>
    <message>
        <source>{{%1}} is no variable</source>
        <translation>{{%1}} 不是变量</translation>
    </message>
    <message>
        <source>use {{uuid}}, {{seq}}, {{now}}, {{epochMillis}}, {{randomInt 1 100}} or {{randomText 8}}; or switch off that variables are expanded</source>
        <translation>请使用 {{uuid}}、{{seq}}、{{now}}、{{epochMillis}}、{{randomInt 1 100}} 或 {{randomText 8}}；或关闭变量展开</translation>
    </message>
</context>
</TS>
