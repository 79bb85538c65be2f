// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/**
 * Sends the messages of a JSON-lines file with RocketMQ's own producer, in order and one after the other, and
 * prints a JSON line for each: the reference that Gantry's requests are compared with.
 *
 * Words: GROUP FILE. NameServers come from NAMESRV_ADDR, the header format from ROCKETMQ_SERIALIZE_TYPE;
 * with GANTRY_TRACE sends are traced.
 * A line: topic, mode (sync, async, oneway; sync when absent), tags, keys, properties, flag, and body or bodyBase64.
 */
public final class SendOne {
    public static void main(String[] args) throws Exception {
        boolean isTraced = System.getenv("GANTRY_TRACE") != null;
        DefaultMQProducer producer = new DefaultMQProducer(args[0], null, isTraced, null);
        producer.setSendMsgTimeout(10_000);
        producer.start();
        int status = 0;
        try {
            for (String line : Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    System.out.println(send(producer, RemotingSerializable.fromJson(line, HashMap.class)));
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        } finally {
            if (isTraced) {
                Thread.sleep(3000); // a client 4.9 forgets at shutdown what its trace dispatcher did not send
            }
            producer.shutdown();
        }
        System.exit(status);
    }

    private static String send(DefaultMQProducer producer, Map<?, ?> line) throws Exception {
        Message message = message(line);
        Object mode = line.get("mode");
        if ("oneway".equals(mode)) {
            producer.sendOneway(message);
            return RemotingSerializable.toJson(Map.of("status", "ONEWAY", "msgId", message.getProperty("UNIQ_KEY")), false);
        }
        SendResult result = "async".equals(mode) ? sendAsync(producer, message) : producer.send(message);
        return RemotingSerializable.toJson(Map.of("status", result.getSendStatus().name(), "msgId", result.getMsgId(),
            "offsetMsgId", result.getOffsetMsgId(), "broker", result.getMessageQueue().getBrokerName(),
            "queueId", result.getMessageQueue().getQueueId(), "queueOffset", result.getQueueOffset()), false);
    }

    private static SendResult sendAsync(DefaultMQProducer producer, Message message) throws Exception {
        CompletableFuture<SendResult> future = new CompletableFuture<>();
        producer.send(message, new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
                future.complete(result);
            }

            @Override
            public void onException(Throwable e) {
                future.completeExceptionally(e);
            }
        });
        return future.get(15, TimeUnit.SECONDS);
    }

    private static Message message(Map<?, ?> line) {
        String base64 = (String) line.get("bodyBase64");
        byte[] body = base64 != null ? Base64.getDecoder().decode(base64)
            : ((String) line.get("body")).getBytes(StandardCharsets.UTF_8);
        String tags = (String) line.get("tags");
        String keys = (String) line.get("keys");
        Number flag = (Number) line.get("flag");
        Message message = new Message((String) line.get("topic"), tags == null ? "" : tags, keys == null ? "" : keys,
            flag == null ? 0 : flag.intValue(), body, true);
        Map<?, ?> properties = (Map<?, ?>) line.get("properties");
        if (properties != null) {
            properties.forEach((name, value) -> message.putUserProperty((String) name, (String) value));
        }
        return message;
    }
}
