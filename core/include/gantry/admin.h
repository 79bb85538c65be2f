// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/messagequery.h>
#include <gantry/names.h>
#include <gantry/producerconfig.h>
#include <gantry/result.h>
#include <gantry/topicroute.h>

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace gantry {

/// One broker process and what it says of itself.
struct BrokerView {
    QString cluster;
    BrokerName broker;
    qint64 id = 0;     ///< 0: master
    Address address;   ///< as the NameServer names it
    QString version;   ///< "5.5.0"; empty when it did not answer
    double putTps = 0; ///< messages per second, over the last 10 s
    std::optional<std::chrono::system_clock::time_point> startedAt; ///< nothing when it did not say
    QMap<QString, QString> runtime; ///< everything it said, by RocketMQ's names
    std::optional<Error> error;     ///< why it could not be asked

    [[nodiscard]] bool isMaster() const { return id == 0; }
    [[nodiscard]] bool isReachable() const { return !error; }
};

/// All brokers that a NameServer knows. Java: ClusterInfo, and KVTable for each broker
struct ClusterView {
    QList<BrokerView> brokers; ///< by cluster, then name, then id
};

/// What createTopic() makes, or changes to. Java: TopicConfig
struct TopicSpec {
    TopicName topic;
    int queues = 8; ///< at every broker, for reading and for writing; 1 to 65535
    int permission = permission::read | permission::write;
    bool order = false; ///< also writes the order configuration, as `mqadmin updateTopic -o true` does
    QString attributes; ///< "+message.type=FIFO,-reserve.time"; brokers 5.x only; empty for none
    QString cluster;    ///< only this cluster's masters; empty: every cluster's
    BrokerName broker;  ///< only this broker; empty: all
};

/// How full one queue is. Java: TopicOffset
struct TopicQueueStats {
    BrokerName broker;
    int queueId = 0;
    qint64 minOffset = 0; ///< of the oldest message that is there
    qint64 maxOffset = 0; ///< of the next message to come
    std::optional<std::chrono::system_clock::time_point>
        lastUpdate; ///< nothing: never written, or all deleted

    [[nodiscard]] qint64 messages() const { return maxOffset - minOffset; }
};

/// Java: TopicStatsTable
struct TopicStats {
    QList<TopicQueueStats> queues;    ///< by broker name, then queue
    QList<ServerTrouble> unreachable; ///< brokers of the route that gave no answer: their queues are missing

    /// The sum over the queues.
    [[nodiscard]] qint64 messages() const;
};

/// What one NameServer says of a topic.
struct NameServerRoute {
    Address nameServer;
    Result<TopicRoute> route; ///< Topic: this one does not know the topic; NameServer, Connect, Tls, Timeout…
};

/// Where the answers differ, in sentences that each name the NameServers; empty when all agree. Pure.
[[nodiscard]] QStringList routeDisagreements(const QList<NameServerRoute> &routes);

/// Which addresses of a route probeBrokers() tries.
struct ProbeOptions {
    bool vip = false;    ///< also the masters' VIP channels: their ports less two
    bool slaves = false; ///< also the slaves
};

/// Whether an address that a route advertises can be used from here.
struct BrokerReachability {
    BrokerName broker;
    qint64 id = 0; ///< 0: master
    bool vip = false;
    Address advertised;              ///< as the route names it (less two for VIP)
    Address used;                    ///< after ProducerConfig::addressMap; mostly the same
    std::chrono::nanoseconds took{}; ///< connect, TLS handshake, request and answer
    QString version;                 ///< "5.5.0"; empty when it did not say
    std::optional<Error> error; ///< a sentence for people, and in `hint` what to do; any answer is a success

    [[nodiscard]] bool isReachable() const { return !error; }
};

/// What a broker said to a message that it cannot store.
struct TrialSend {
    BrokerName broker;
    Address address;            ///< as the route names it
    std::optional<Error> error; ///< why a real message would be refused; nothing: it would be taken
};

/// One producer as a broker lists it. Java: Connection
struct ProducerConnection {
    BrokerName broker; ///< who lists it
    QString clientId;
    Address clientAddress; ///< as the broker sees it
    QString language;      ///< "JAVA", "CPP"
    int version = 0;       ///< MQVersion ordinal
    QString versionText;   ///< "5.4.0"; "V" and the ordinal for an unknown one
};

/// Java: ProducerConnection, of all masters and not just one
struct ProducerConnections {
    QList<ProducerConnection> connections; ///< by broker name, then client id; empty: the group is not online
    QList<ServerTrouble> unreachable;      ///< masters that gave no answer
};

/// Looks at and changes a cluster: what mqadmin does, as far as a producer's user needs it.
///
/// All calls but start() block, up to `timeout` in all; one server that does not answer costs its share of
/// that and no more. They must not be called on the network thread (from a hook) or on the thread of a GUI,
/// or before start(): Usage then.
///
/// Java:   DefaultMQAdminExt, DefaultMQAdminExtImpl
/// Thread: created, started and destroyed on one thread, when no call is under way; calls from any,
///         also at once
class Admin
{
public:
    static constexpr std::chrono::milliseconds defaultTimeout{5000};

    /// Of `config` counts what is about the way to the servers: nameServers, tls, headerFormat, addressMap,
    /// unitName, vipChannel, rpcHooks, connectTimeout. The instance name is always a unique one: no group is
    /// registered, and nothing is shared with a producer.
    explicit Admin(ProducerConfig config);
    ~Admin();
    Q_DISABLE_COPY_MOVE(Admin)

    /// Connects to nothing yet.
    /// Errors: NameServer when no address is set; Config for one that is none; Usage when started already.
    [[nodiscard]] Result<void> start();

    /// All topics, sorted; also the system's, and %RETRY% and %DLQ% ones.
    /// Java:   fetchAllTopicList
    /// Errors: NameServer: none answers, or the list is off there (enableAllTopicList), which `hint` says.
    [[nodiscard]] Result<QStringList> topics(std::chrono::milliseconds timeout = defaultTimeout);

    /// All brokers, each asked for itself in parallel.
    /// Java:   examineBrokerClusterInfo, fetchBrokerRuntimeStats
    /// Errors: NameServer. A broker that does not answer is a row with an error.
    [[nodiscard]] Result<ClusterView> cluster(std::chrono::milliseconds timeout = defaultTimeout);

    /// Creates the topic, or changes it to `spec`, at every master that `spec` means. NameServers know of it
    /// a moment later. Where it worked it stays, also when another server failed.
    /// Java:   createAndUpdateTopicConfig, createOrUpdateOrderConf
    /// Errors: IllegalMessage or Usage before anything is sent; NameServer; Route when `spec` means no
    ///         master; otherwise one error that names each server that failed, of the first one's kind.
    [[nodiscard]] Result<void> createTopic(const TopicSpec &spec,
                                           std::chrono::milliseconds timeout = defaultTimeout);

    /// Deletes the topic with its messages at every master, then its route and its order configuration at
    /// every NameServer. As in Java a topic that does not exist is no error.
    /// Java:   DeleteTopicSubCommand#deleteTopic
    /// Errors: as createTopic(). When a broker failed, the NameServers are left alone.
    [[nodiscard]] Result<void> deleteTopic(const TopicName &topic,
                                           std::chrono::milliseconds timeout = defaultTimeout);

    /// Asks each master of the topic's route.
    /// Java:   examineTopicStats
    /// Errors: IllegalMessage; NameServer; Topic when no NameServer knows it; Route when no broker of it has
    ///         a master; when none answered, one error of the first one's kind.
    [[nodiscard]] Result<TopicStats> topicStats(const TopicName &topic,
                                                std::chrono::milliseconds timeout = defaultTimeout);

    /// Each NameServer's own answer, asked in parallel, in the order of configuration.
    /// Errors: IllegalMessage. A NameServer that does not answer is a row with an error.
    [[nodiscard]] Result<QList<NameServerRoute>>
    routeAtEachNameServer(const TopicName &topic, std::chrono::milliseconds timeout = defaultTimeout);

    /// Tries the addresses that `route` advertises, in parallel: a connection, TLS where configured, and one
    /// harmless request. Rows by broker name; of each broker the master, the slaves, the VIP channel.
    /// Errors: none but Usage. An address that does not work is a row with an error.
    [[nodiscard]] Result<QList<BrokerReachability>>
    probeBrokers(const TopicRoute &route, ProbeOptions options = {},
                 std::chrono::milliseconds timeout = defaultTimeout);

    /// Sends each master of `route` that has queues of the topic a message for a queue that does not exist: a
    /// broker looks at signature, permissions and its own state first, and at the queue then. Nothing is
    /// stored. The topic must exist: a broker could create it otherwise. Errors: none but Usage. A broker
    /// that refuses is a row with an error.
    [[nodiscard]] Result<QList<TrialSend>> trySends(const TopicName &topic, const TopicRoute &route,
                                                    std::chrono::milliseconds timeout = defaultTimeout);

    /// The producers of a group that hold a connection to some master of any cluster.
    /// Java:   examineProducerConnectionInfo, which asks one broker of a topic
    /// Errors: Usage for a blank group; NameServer; when no master answered, one error of the first one's
    ///         kind.
    [[nodiscard]] Result<ProducerConnections>
    producerConnections(const GroupName &group, std::chrono::milliseconds timeout = defaultTimeout);

    // What brokers stored. None of these calls touches a consumer group's progress.

    /// The message with this offset id (SendResult::offsetMsgId), of the broker that advertises the address
    /// in the id, or of its slaves; of that address itself when no NameServer knows it. All through
    /// ProducerConfig::addressMap. `topic` may be empty; brokers with ACL 2.0 want it.
    /// Java:   viewMessage, which goes to the address in the id
    /// Errors: IllegalMessage for what is no offset id; Broker when the broker has no message there;
    ///         NameServer; Connect…
    [[nodiscard]] Result<StoredMessage> viewMessage(const IdText &offsetMsgId, const TopicName &topic = {},
                                                    std::chrono::milliseconds timeout = defaultTimeout);

    /// The messages with this unique id (SendOutcome::msgId) that the topic's brokers stored in the last 3
    /// days: none, one, or more when a send was repeated. Brokers before 5.4 find the messages of a batch
    /// only by BatchPlace::batchId, at most 32, all of them under that id.
    /// Java:   queryMessageByUniqKey
    /// Errors: IllegalMessage; NameServer; Topic, Route; when no broker answered, one error of the first
    ///         one's kind.
    [[nodiscard]] Result<StoredMessages> queryByUniqueKey(const TopicName &topic, const QString &key,
                                                          std::chrono::milliseconds timeout = defaultTimeout);

    /// The messages that have this word among their keys.
    /// Java:   queryMessage
    /// Errors: as queryByUniqueKey(); Usage for a blank key or a `max` under 1.
    [[nodiscard]] Result<StoredMessages> queryByKey(const KeyQuery &query,
                                                    std::chrono::milliseconds timeout = defaultTimeout);

    /// Reads the queues of a topic without being a consumer, up to where they end at the beginning of the
    /// call. `timeout` is for each round of questions: a long read goes on while brokers answer.
    /// Java:   none; DefaultMQPullConsumer#pull and PrintMessageSubCommand come close
    /// Errors: as queryByUniqueKey(); Route for a queue that the topic does not have; Permission when none of
    ///         its queues may be read; Usage for a `max` under 1.
    [[nodiscard]] Result<StoredMessages> readQueues(const QueueRead &read,
                                                    std::chrono::milliseconds timeout = defaultTimeout);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gantry
