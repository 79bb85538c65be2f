// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/aclcredentials.h>
#include <gantry/compression.h>
#include <gantry/hooks.h>
#include <gantry/names.h>
#include <gantry/tlsconfig.h>
#include <gantry/transaction.h>

#include <QHash>
#include <QSet>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace gantry {

/// How request headers are written; answers are understood in both. Java: rocketmq.serialize.type
enum class HeaderFormat {
    Json,    ///< what Java does unless told otherwise
    RocketMq ///< binary: smaller and faster to write
};

/// What a send does when a limit of what may be under way is reached.
enum class WhenFull {
    Wait, ///< the sending thread waits, up to the send's time-out
    Fail  ///< the send is refused with ErrorKind::FlowControl
};

/// SYSTEM_ERROR, SYSTEM_BUSY, SERVICE_NOT_AVAILABLE, NO_PERMISSION, TOPIC_NOT_EXIST, NO_BUYER_ID,
/// NOT_IN_CURRENT_UNIT and GO_AWAY. Java: DefaultMQProducer.retryResponseCodes
[[nodiscard]] QSet<int> defaultRetryResponseCodes();

/// Every setting of a producer. Defaults are the Java client's (5.5) where it has the setting.
///
/// The scalar ones are described, with unit and range, by producerSettings(); docs/CONFIGURATION.md is
/// printed from there.
///
/// Java: DefaultMQProducer, ClientConfig
struct ProducerConfig {
    GroupName group;
    QString nameServers; ///< host:port, several separated by ';'; port 9876 where none is given
    /// Where none are set: a web server that tells them, asked at start and every two minutes. An http://
    /// URL, or a host. Java: rocketmq.namesrv.domain, rocketmq.namesrv.domain.subgroup
    QString addressServer;
    QString instanceName = QStringLiteral("DEFAULT"); ///< DEFAULT becomes a unique name at start
    QString unitName;                                 ///< part of the client id, when not blank
    bool unitMode = false;
    /// Of the first kind, Java's `namespace`: a prefix of topics and groups on the wire, which stays out of
    /// results. Empty: that of nameServers, where they are an MQ_INST_ endpoint, or none.
    QString namespaceName;
    QString namespaceV2; ///< of the second kind: named in every request, topics and groups stay as they are

    std::chrono::milliseconds sendTimeout{3000};   ///< of a whole send: look-ups, connects and all attempts
    std::chrono::milliseconds attemptTimeout{0};   ///< of each attempt but the last; 0: no limit of its own
    int retriesWhenSendFailed = 2;                 ///< SYNC, after the first try
    int retriesWhenSendAsyncFailed = 2;            ///< ASYNC, after the first try
    bool retryAnotherBrokerWhenNotStoreOk = false; ///< SYNC: go on after FLUSH_DISK_TIMEOUT and its like
    QSet<int> retryResponseCodes = defaultRetryResponseCodes(); ///< SYNC: answers that are worth another try

    qint64 compressBodyOverBytes = 4096; ///< a body of this size is compressed, too
    CompressionType compressionType = CompressionType::Zlib;
    int compressionLevel = 5;
    qint64 maxMessageBytes = qint64(4) * 1024 * 1024;

    QString createTopicKey = QStringLiteral("TBW102"); ///< the template that brokers create new topics from
    int defaultTopicQueueNums = 4;

    HeaderFormat headerFormat = HeaderFormat::Json;
    bool vipChannel = false; ///< send to the broker's port less two
    std::optional<TlsConfig> tls;
    /// Signs every request. Of producers that share a client instance the first one's counts, as with all
    /// that is about connections.
    std::optional<AclCredentials> credentials;
    QHash<Address, Address> addressMap; ///< advertised address → the one to use instead

    bool avoidSuspectBrokers = true;     ///< see docs/CONFIGURATION.md; Java has no such thing
    bool sendLatencyFaultEnable = false; ///< Java's latency fault tolerance
    bool startDetectorEnable = false;    ///< with it: probe isolated brokers

    std::chrono::milliseconds pollNameServerInterval{30'000};
    std::chrono::milliseconds heartbeatBrokerInterval{30'000};
    std::chrono::milliseconds connectTimeout{3000};

    int maxInFlight = 65'535;                            ///< messages that have no outcome yet
    qint64 maxInFlightBytes = qint64(100) * 1024 * 1024; ///< their bodies
    qint64 maxQueuedBytes = qint64(4) * 1024 * 1024;     ///< of these, what the kernel has not taken yet
    WhenFull whenFull = WhenFull::Wait;

    bool autoBatch = false;                      ///< gather small messages for one topic into batches
    std::chrono::milliseconds batchMaxDelay{10}; ///< a gathered message waits no longer
    qint64 batchMaxBytes = qint64(32) * 1024;    ///< of bodies: a batch of so many goes out at once

    bool enableTrace = false; ///< records of sends go to a topic that Java's tools read
    QString traceTopic;       ///< empty: RMQ_SYS_TRACE_TOPIC

    std::shared_ptr<TransactionListener> transactionListener; ///< must be set to send in transactions

    std::vector<std::shared_ptr<CheckForbiddenHook>> checkForbiddenHooks;
    std::vector<std::shared_ptr<SendMessageHook>> sendMessageHooks;
    std::vector<std::shared_ptr<EndTransactionHook>> endTransactionHooks;
    std::vector<std::shared_ptr<RpcHook>> rpcHooks;
};

} // namespace gantry
