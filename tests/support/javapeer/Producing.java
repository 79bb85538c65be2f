// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A producer. A request: send (sync, async, oneway, batch, ordered, hash, delay, transaction, request), id (comes back in
 * the event), topic, tags, keys, properties, and body or bodyBase64; besides
 *
 * <pre>
 * batch        messages: an array of such objects
 * ordered      shard: the queue's place among the topic's queues
 * hash         key: of SelectMessageQueueByHash
 * delay        delayLevel
 * transaction  local, check: COMMIT_MESSAGE, ROLLBACK_MESSAGE or UNKNOW, at once and when the broker asks
 * request      timeoutMs
 * </pre>
 *
 * Events: sent, or failed with error, text and code; checked; reply.
 */
final class Producing implements Peer.Client, TransactionListener {
    private final TransactionMQProducer producer;
    private final Map<String, LocalTransactionState> answers = new ConcurrentHashMap<>();
    private final Phaser pending = new Phaser(1);

    Producing(Map<String, String> options) {
        producer = new TransactionMQProducer(options.get("-g"), Peer.signer(options));
        producer.setNamesrvAddr(options.get("-n"));
        int timeout = Integer.parseInt(options.get("--timeout"));
        producer.setMqClientApiTimeout(timeout);
        producer.setSendMsgTimeout(timeout);
        producer.setTransactionListener(this);
    }

    @Override
    public void start() throws Exception {
        producer.start();
        new Event("ready").print();
    }

    @Override
    public void stop() {
        pending.arriveAndAwaitAdvance();
        producer.shutdown();
    }

    @Override
    public void take(Map<?, ?> request) {
        try {
            Event done = send(request);
            if (done != null) {
                done.print();
            }
        } catch (Exception e) {
            event("failed", request).with(e).print();
        }
    }

    /** What happened, or null if that is yet to come. */
    private Event send(Map<?, ?> request) throws Exception {
        String kind = (String) request.get("send");
        if (kind.equals("batch")) {
            List<Message> messages = new ArrayList<>();
            ((List<?>) request.get("messages")).forEach(one -> messages.add(message((Map<?, ?>) one)));
            return sent(request, producer.send(messages));
        }
        Message message = message(request);
        switch (kind) {
            case "oneway":
                producer.sendOneway(message);
                return event("sent", request).with("msgId", message.getProperty("UNIQ_KEY"));
            case "async":
                sendAsync(request, message);
                return null;
            case "ordered":
                return sent(request, producer.send(message, (queues, sent, shard) ->
                    queues.get((Integer) shard % queues.size()), number(request, "shard")));
            case "hash":
                return sent(request, producer.send(message, new SelectMessageQueueByHash(), request.get("key")));
            case "transaction":
                return sent(request, producer.sendMessageInTransaction(message, request));
            case "request":
                return event("reply", request).with(producer.request(message, number(request, "timeoutMs")));
            case "delay":
                message.setDelayTimeLevel(number(request, "delayLevel"));
                return sent(request, producer.send(message));
            default:
                return sent(request, producer.send(message));
        }
    }

    private void sendAsync(Map<?, ?> request, Message message) throws Exception {
        pending.register();
        producer.send(message, new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
                sent(request, result).print();
                pending.arriveAndDeregister();
            }

            @Override
            public void onException(Throwable e) {
                event("failed", request).with(e).print();
                pending.arriveAndDeregister();
            }
        });
    }

    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object request) {
        answers.put(message.getTransactionId(), state((Map<?, ?>) request, "check"));
        return state((Map<?, ?>) request, "local");
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
        LocalTransactionState answer = answers.getOrDefault(message.getTransactionId(), LocalTransactionState.UNKNOW);
        new Event("checked").with("answer", answer.name()).with(message)
            .with("msgId", message.getTransactionId()).print();
        return answer;
    }

    private static LocalTransactionState state(Map<?, ?> request, String name) {
        Object value = request.get(name);
        return value == null ? LocalTransactionState.UNKNOW : LocalTransactionState.valueOf((String) value);
    }

    private static int number(Map<?, ?> request, String name) {
        return ((Number) request.get(name)).intValue();
    }

    private static Event event(String name, Map<?, ?> request) {
        return new Event(name).with("send", request.get("send")).with("id", request.get("id"));
    }

    private static Event sent(Map<?, ?> request, SendResult result) {
        Event event = event("sent", request).with(result);
        if (result instanceof TransactionSendResult) {
            event.with("local", ((TransactionSendResult) result).getLocalTransactionState().name());
        }
        return event;
    }

    private static Message message(Map<?, ?> request) {
        String base64 = (String) request.get("bodyBase64");
        byte[] body = base64 != null ? Base64.getDecoder().decode(base64)
            : ((String) request.get("body")).getBytes(StandardCharsets.UTF_8);
        Message message = new Message((String) request.get("topic"), body);
        if (request.get("tags") != null) {
            message.setTags((String) request.get("tags"));
        }
        if (request.get("keys") != null) {
            message.setKeys((String) request.get("keys"));
        }
        Map<?, ?> properties = (Map<?, ?>) request.get("properties");
        if (properties != null) {
            properties.forEach((name, value) -> message.putUserProperty((String) name, (String) value));
        }
        return message;
    }
}
