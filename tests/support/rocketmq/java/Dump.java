// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyRemotingClient;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/**
 * Prints every message of a topic as JSON lines. Pulls queue by queue under the predefined group
 * TOOLS_CONSUMER and commits no offset, so it leaves nothing behind at the brokers. Also reads system
 * topics that have no route (half messages, delayed messages, traces).
 */
public final class Dump {
    private static final int PULL_MESSAGE = 11, GET_ALL_TOPIC_CONFIG = 21, SEARCH_OFFSET = 29, MAX_OFFSET = 30,
        MIN_OFFSET = 31, GET_TOPIC_CONFIG = 351, VIEW_MESSAGE = 33, QUERY_CONSUME_QUEUE = 321;

    private static String topic;
    private static long since, limit;
    private static boolean withBody;
    private static NettyRemotingClient client;
    private static PrintStream out;

    /** One queue and how far it has been read. */
    private static final class Queue {
        final String brokerName, addr;
        final int id;
        long next = -1;

        Queue(String brokerName, String addr, int id) {
            this.brokerName = brokerName;
            this.addr = addr;
            this.id = id;
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        List<String[]> brokers = new ArrayList<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            if (pair[0].equals("broker")) {
                brokers.add(pair[1].split(",", 2));
            } else {
                options.put(pair[0], pair[1]);
            }
        }
        topic = options.get("topic");
        since = Long.parseLong(options.getOrDefault("since", "0"));
        limit = Long.parseLong(options.getOrDefault("limit", "0"));
        withBody = Boolean.parseBoolean(options.getOrDefault("body", "true"));
        long wanted = Long.parseLong(options.getOrDefault("wait", "0"));
        long waitMs = Long.parseLong(options.getOrDefault("waitMs", "10000"));
        int onlyQueue = Integer.parseInt(options.getOrDefault("queue", "-1"));
        out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, "UTF-8");

        NettyClientConfig config = new NettyClientConfig();
        config.setClientCallbackExecutorThreads(1);
        config.setUseTLS(Boolean.getBoolean("tls.enable"));
        client = new NettyRemotingClient(config);
        if (options.containsKey("accessKey")) {
            client.registerRPCHook(new AclClientRPCHook(
                new SessionCredentials(options.get("accessKey"), options.get("secretKey"))));
        }
        client.start();
        int status = 0;
        try {
            long end = System.nanoTime() + waitMs * 1_000_000L;
            List<Queue> queues = new ArrayList<>();
            long printed = 0;
            while (true) {
                for (String[] broker : brokers) {
                    addQueues(queues, broker[0], broker[1], onlyQueue);
                }
                for (Queue queue : queues) {
                    printed = drain(queue, printed);
                }
                out.flush();
                if (printed >= wanted || limit > 0 && printed >= limit) {
                    break;
                }
                if (System.nanoTime() > end) {
                    System.err.println("dump: " + printed + " of " + wanted + " messages of " + topic + " after " + waitMs + " ms");
                    status = 3;
                    break;
                }
                Thread.sleep(50);
            }
            if (queues.isEmpty() && wanted == 0) {
                System.err.println("dump: no broker has the topic " + topic);
                status = 2;
            }
        } finally {
            out.flush();
            client.shutdown();
        }
        System.exit(status);
    }

    private static RemotingCommand ask(String addr, int code, String... fields) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, null);
        HashMap<String, String> map = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        request.setExtFields(map);
        return client.invokeSync(addr, request, 10000);
    }

    private static void addQueues(List<Queue> queues, String brokerName, String addr, int only) throws Exception {
        int count = queueCount(addr);
        for (int id = 0; id < count; id++) {
            final int wanted = id;
            if (only >= 0 && id != only || queues.stream().anyMatch(q -> q.addr.equals(addr) && q.id == wanted)) {
                continue;
            }
            queues.add(new Queue(brokerName, addr, id));
        }
    }

    private static int queueCount(String addr) throws Exception {
        RemotingCommand response = ask(addr, GET_TOPIC_CONFIG, "topic", topic);
        Map<?, ?> config = null;
        if (response.getCode() == 0 && response.getBody() != null) {
            config = json(response.getBody());
        } else if (response.getCode() == 3) { // REQUEST_CODE_NOT_SUPPORTED: 4.9.x
            response = ask(addr, GET_ALL_TOPIC_CONFIG);
            if (response.getCode() != 0) {
                throw new IllegalStateException(addr + ": " + response.getRemark());
            }
            config = (Map<?, ?>) ((Map<?, ?>) json(response.getBody()).get("topicConfigTable")).get(topic);
        }
        if (config == null) { // 4.9.x writes its transaction topics without ever configuring them
            return topic.startsWith("RMQ_SYS_TRANS_") && offset(new Queue("", addr, 0), MAX_OFFSET) > 0 ? 1 : 0;
        }
        return Math.max(((Number) config.get("readQueueNums")).intValue(), ((Number) config.get("writeQueueNums")).intValue());
    }

    private static Map<?, ?> json(byte[] body) {
        return RemotingSerializable.fromJson(new String(body, StandardCharsets.UTF_8), HashMap.class);
    }

    private static long offset(Queue queue, int code, String... more) throws Exception {
        String[] fields = new String[4 + more.length];
        fields[0] = "topic";
        fields[1] = topic;
        fields[2] = "queueId";
        fields[3] = String.valueOf(queue.id);
        System.arraycopy(more, 0, fields, 4, more.length);
        RemotingCommand response = ask(queue.addr, code, fields);
        if (response.getCode() != 0) {
            throw new IllegalStateException(queue.brokerName + ": code " + response.getCode() + " " + response.getRemark());
        }
        return Long.parseLong(response.getExtFields().get("offset"));
    }

    private static long drain(Queue queue, long printed) throws Exception {
        long max = offset(queue, MAX_OFFSET);
        if (queue.next < 0) {
            queue.next = since > 0 ? offset(queue, SEARCH_OFFSET, "timestamp", String.valueOf(since)) : offset(queue, MIN_OFFSET);
        }
        while (queue.next < max && (limit == 0 || printed < limit)) {
            RemotingCommand response = ask(queue.addr, PULL_MESSAGE, "consumerGroup", "TOOLS_CONSUMER", "topic", topic,
                "queueId", String.valueOf(queue.id), "queueOffset", String.valueOf(queue.next), "maxMsgNums", "32",
                "sysFlag", "4", "commitOffset", "0", "suspendTimeoutMillis", "0", "subscription", "*", "subVersion", "0",
                "expressionType", "TAG");
            Map<String, String> fields = response.getExtFields();
            if (response.getCode() == 0) {
                ByteBuffer buffer = ByteBuffer.wrap(response.getBody());
                while (buffer.hasRemaining() && (limit == 0 || printed < limit)) {
                    ByteBuffer one = buffer.slice();
                    int size = one.getInt(0);
                    one.limit(size);
                    buffer.position(buffer.position() + size);
                    if (print(queue, one)) {
                        printed++;
                    }
                }
                queue.next = Long.parseLong(fields.get("nextBeginOffset"));
            } else if (response.getCode() == 19 || response.getCode() == 20 || response.getCode() == 21) {
                long next = Long.parseLong(fields.get("nextBeginOffset"));
                if (next == queue.next) {
                    break; // nothing there yet
                }
                queue.next = next;
            } else if (response.getCode() == 16 || response.getCode() == 17) { // not readable, or not configured
                List<?> units = (List<?>) json(ask(queue.addr, QUERY_CONSUME_QUEUE, "topic", topic, "queueId", String.valueOf(queue.id),
                    "index", String.valueOf(queue.next), "count", "32").getBody()).get("queueData");
                if (units == null || units.isEmpty()) {
                    break;
                }
                for (Object unit : units) {
                    String at = String.valueOf(((Map<?, ?>) unit).get("physicOffset"));
                    RemotingCommand one = ask(queue.addr, VIEW_MESSAGE, "offset", at);
                    if (one.getCode() == 0 && (limit == 0 || printed < limit) && print(queue, ByteBuffer.wrap(one.getBody()))) {
                        printed++;
                    }
                    queue.next++;
                }
            } else {
                throw new IllegalStateException(queue.brokerName + " queue " + queue.id + ": code " + response.getCode()
                    + " " + response.getRemark());
            }
        }
        return printed;
    }

    private static boolean print(Queue queue, ByteBuffer one) throws Exception {
        int sysFlag = one.getInt(36);
        MessageExt message = MessageDecoder.decode(one.duplicate(), true, true);
        if (message == null) {
            throw new IllegalStateException("the client library cannot decode a message of queue " + queue.id);
        }
        if (message.getStoreTimestamp() < since) {
            return false;
        }
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        int at = 48 + ((sysFlag & 0x10) == 0 ? 8 : 20);
        at += 8 + ((sysFlag & 0x20) == 0 ? 8 : 20) + 4 + 8;
        int stored = one.getInt(at);
        at += 4 + stored;
        boolean longTopic = one.getInt(4) == -626843477; // magic code of version 2
        at += longTopic ? 2 + (one.getShort(at) & 0xffff) : 1 + (one.get(at) & 0xff);
        byte[] properties = new byte[one.getShort(at) & 0xffff];
        ByteBuffer tail = one.duplicate();
        tail.position(at + 2);
        tail.get(properties);

        StringBuilder s = new StringBuilder(512);
        s.append('{');
        text(s, "topic", message.getTopic());
        text(s, "brokerName", queue.brokerName);
        number(s, "queueId", message.getQueueId());
        number(s, "queueOffset", message.getQueueOffset());
        String unique = message.getProperty("UNIQ_KEY");
        text(s, "msgId", unique != null ? unique : message.getMsgId());
        text(s, "offsetMsgId", message.getMsgId());
        text(s, "keys", message.getKeys());
        text(s, "tags", message.getTags());
        number(s, "flag", message.getFlag());
        number(s, "sysFlag", sysFlag);
        text(s, "compression", (sysFlag & 1) == 0 ? null : compression(sysFlag));
        text(s, "transaction", new String[] {null, "prepared", "commit", "rollback"}[sysFlag >> 2 & 3]);
        text(s, "bornHost", host((InetSocketAddress) message.getBornHost()));
        number(s, "bornTimestamp", message.getBornTimestamp());
        text(s, "storeHost", host((InetSocketAddress) message.getStoreHost()));
        number(s, "storeTimestamp", message.getStoreTimestamp());
        number(s, "storeSize", message.getStoreSize());
        number(s, "commitLogOffset", message.getCommitLogOffset());
        number(s, "preparedTransactionOffset", message.getPreparedTransactionOffset());
        number(s, "reconsumeTimes", message.getReconsumeTimes());
        number(s, "bodyCRC", message.getBodyCRC());
        number(s, "storedBodySize", stored);
        number(s, "bodySize", body.length);
        text(s, "bodySha256", hex(MessageDigest.getInstance("SHA-256").digest(body)));
        if (withBody) {
            text(s, "bodyBase64", Base64.getEncoder().encodeToString(body));
        }
        s.append("\"properties\":{");
        boolean first = true;
        for (Map.Entry<String, String> e : new TreeMap<>(message.getProperties()).entrySet()) {
            if (!first) {
                s.append(',');
            }
            first = false;
            quote(s, e.getKey());
            s.append(':');
            quote(s, e.getValue());
        }
        s.append("},\"propertiesString\":");
        quote(s, new String(properties, StandardCharsets.UTF_8));
        s.append('}');
        out.println(s);
        return true;
    }

    private static String compression(int sysFlag) {
        switch (sysFlag >> 8 & 7) {
            case 1:
                return "LZ4";
            case 2:
                return "ZSTD";
            default: // 0: clients before compression types; 3
                return "ZLIB";
        }
    }

    private static String host(InetSocketAddress a) {
        return a.getAddress().getHostAddress() + ":" + a.getPort();
    }

    private static String hex(byte[] bytes) {
        StringBuilder s = new StringBuilder();
        for (byte b : bytes) {
            s.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return s.toString();
    }

    private static void text(StringBuilder s, String key, String value) {
        quote(s, key);
        s.append(':');
        if (value == null) {
            s.append("null");
        } else {
            quote(s, value);
        }
        s.append(',');
    }

    private static void number(StringBuilder s, String key, long value) {
        quote(s, key);
        s.append(':').append(value).append(',');
    }

    private static void quote(StringBuilder s, String value) {
        s.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                s.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) && !paired(value, i)) {
                s.append(String.format("\\u%04x", (int) c));
            } else {
                s.append(c);
            }
        }
        s.append('"');
    }

    private static boolean paired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i)) && i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
            || Character.isLowSurrogate(value.charAt(i)) && i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
