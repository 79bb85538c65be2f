// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/**
 * One client of RocketMQ's own, unmodified, told what to do by its words and by lines on standard input, and
 * saying as JSON lines on standard output what happened: the peer that servers have to satisfy.
 *
 * <pre>
 * Peer produce                      -n NAMESRV -g GROUP [--timeout MS]
 * Peer consume concurrent|orderly   -n NAMESRV -g GROUP -t TOPIC [--from last] [--fail N] [--route-ms MS]
 * Peer consume counting             -n NAMESRV -g GROUP -t TOPIC --size BYTES
 * Peer consume litepull             -n NAMESRV -g GROUP -t TOPIC [--from last]
 * Peer reply                        -n NAMESRV -g GROUP -t TOPIC [--prefix TEXT]
 * </pre>
 *
 * {@code --from last}: where a new group begins; not at the first message, but as clients do unless told otherwise.
 * {@code --fail N}: messages fail until they have been consumed again N times. {@code --route-ms}: how often
 * routes are asked for. {@code --prefix}: of the bodies of replies. {@code --acl ACCESS:SECRET}, of producers and push
 * consumers: requests are signed. {@code --size}: of all bodies. {@code --timeout}: of a send, and of a look-up.
 *
 * The first event is {"event":"ready"}: the client has started, and a consumer has queues. A producer then takes a
 * JSON object a line, see {@link Producing}. The line "stop", and the end of standard input, end the client properly.
 *
 * Only what the clients 4.9.5 and 5.5.0 both have is used.
 */
public final class Peer {
    /** For calls of servers, where the clients' own three seconds are short on a busy machine. */
    static final int PATIENCE_MS = 15_000;

    /** What a client does with a line; consumers do nothing with any. */
    interface Client {
        void start() throws Exception;

        default void take(Map<?, ?> request) {
        }

        void stop() throws Exception;
    }

    public static void main(String[] words) throws Exception {
        System.setOut(System.err); // standard output is for events only, whatever the client prints
        int status = 0;
        try {
            Client client = client(words);
            client.start();
            obey(client);
            client.stop();
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status);
    }

    private static Client client(String[] words) {
        Map<String, String> options = new HashMap<>(
            Map.of("--from", "first", "--fail", "0", "--prefix", "reply to ", "--route-ms", "30000",
                "--timeout", String.valueOf(PATIENCE_MS)));
        int first = words.length > 0 && words[0].equals("consume") ? 2 : 1;
        for (int i = first; i + 1 < words.length; i += 2) {
            options.put(words[i], words[i + 1]);
        }
        String role = String.join(" ", Arrays.copyOf(words, Math.min(first, words.length)));
        return switch (role) {
            case "produce" -> new Producing(options);
            case "consume concurrent", "consume orderly" -> new Pushed(options, role.endsWith("orderly"));
            case "consume counting" -> new Counting(options);
            case "consume litepull" -> new LitePulled(options);
            case "reply" -> new Replying(options);
            default -> throw new IllegalArgumentException("Peer: what is \"" + role + "\"?");
        };
    }

    /**
     * The last is the client's own choice, but then a message that comes while an orderly consumer is starting may be
     * one before the last.
     */
    static ConsumeFromWhere from(Map<String, String> options) {
        return options.get("--from").equals("last") ? ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET
            : ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET;
    }

    /** What signs the requests, or null. */
    static RPCHook signer(Map<String, String> options) {
        String account = options.get("--acl");
        if (account == null) {
            return null;
        }
        int colon = account.indexOf(':');
        return new AclClientRPCHook(new SessionCredentials(account.substring(0, colon), account.substring(colon + 1)));
    }

    private static void obey(Client client) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null && !line.equals("stop"); line = input.readLine()) {
            if (!line.isBlank()) {
                client.take(RemotingSerializable.fromJson(line, HashMap.class));
            }
        }
    }
}
