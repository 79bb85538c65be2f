// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/requirement.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace gantry::testing {

/// What RocketMqCluster::up() starts.
struct ClusterOptions {
    QString version = QStringLiteral("5.5.0");
    int brokers = 1;
    int nameServers = 1;
    QStringList topics; ///< NAME[:QUEUES[:rw|r|w|none]]
    bool autoCreateTopics = true;
    QStringList settings;                ///< [NODE:]KEY=VALUE, server properties
    QString bind;                        ///< the loopback address to listen on; empty for 127.0.0.1
    bool hasAccessControl = false;       ///< with the users of user()
    bool hasTls = false;                 ///< and takes nothing else
    bool wantsClientCertificate = false; ///< with TLS: a client shows one of its authority
    QString advertise;                   ///< the address that routes name; empty for `bind`
};

/// A NameServer or a broker.
struct ClusterNode {
    QString name;          ///< "namesrv-1", "broker-a"
    QString address;       ///< as routes name it, host:port
    QString listenAddress; ///< where it listens; differs from `address` with ClusterOptions::advertise
    quint16 port = 0;
};

/// Who may do what at a cluster with access control.
struct ClusterUser {
    QString accessKey;
    QString secretKey;
};

/// What a command of the cluster tool said and how it ended.
struct CommandResult {
    int exitCode = -1; ///< -1: it did not start, crashed or took too long
    QString output;
    QString errors;

    [[nodiscard]] bool isOk() const { return exitCode == 0; }
};

/// A message as the broker stored it; the body is decompressed.
struct StoredMessage {
    QString topic;
    QString broker;
    int queueId = -1;
    qint64 queueOffset = -1;
    QString msgId; ///< the client's unique id
    QString offsetMsgId;
    QString keys; ///< null when the message has none
    QString tags; ///< null when the message has none
    int flag = 0;
    int sysFlag = 0;
    QString compression; ///< "ZLIB", "LZ4", "ZSTD"; null when the body is stored as it is
    qint64 bodyBytes = 0;
    QByteArray bodySha256; ///< in hexadecimal
    QByteArray body;       ///< empty unless asked for
    QMap<QString, QString> properties;
};

struct DumpOptions {
    int waitFor = 0; ///< messages to wait for
    int waitMs = 20'000;
    bool withBody = false;
};

/// A cluster of genuine RocketMQ servers on loopback, for one test suite.
///
/// Drives the script `rocketmq/cluster`. The servers end with this object, and also when the test's process
/// dies in any way. Calls wait for the script to end and run the event loop meanwhile, so that servers and
/// proxies of the test's own thread go on.
///
/// Errors: calls that give a bool say in error() what went wrong.
class RocketMqCluster
{
public:
    RocketMqCluster() = default;
    ~RocketMqCluster();
    Q_DISABLE_COPY_MOVE(RocketMqCluster)

    /// What is missing to run servers of `version` here; empty when nothing is.
    [[nodiscard]] static QString whyNot(const QString &version);
    /// The versions that suites run against: 5.5.0 and 4.9.5, or those in GANTRY_ROCKETMQ_VERSIONS.
    [[nodiscard]] static QStringList versions();

    [[nodiscard]] bool up(const ClusterOptions &options);
    void down();
    [[nodiscard]] bool isUp() const { return m_isUp; }
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString version() const { return m_options.version; }
    /// All NameServers as routes' readers address them, separated by ';'.
    [[nodiscard]] QString nameServers() const { return m_nameServers; }
    [[nodiscard]] const QList<ClusterNode> &nameServerNodes() const { return m_nameServerNodes; }
    [[nodiscard]] const QList<ClusterNode> &brokers() const { return m_brokers; }
    /// A NameServer or a broker by its name; an empty one if there is none.
    [[nodiscard]] ClusterNode node(const QString &name) const;
    /// "admin" may do all; "producer" may neither publish nor subscribe to acl-denied, and not publish to
    /// acl-readonly; "reader" may subscribe only.
    [[nodiscard]] ClusterUser user(const QString &role) const { return m_users.value(role); }
    /// A PEM file: "caCert", "clientCert", "clientKey".
    [[nodiscard]] QString tlsFile(const QString &name) const { return m_tlsFiles.value(name); }
    /// Where the servers' logs are.
    [[nodiscard]] QString directory() const { return m_directory.path(); }

    /// SIGKILL. Returns when the NameServers do not name the broker any more.
    [[nodiscard]] bool kill(const QString &node) { return control(QStringLiteral("kill"), node); }
    /// SIGTERM; as kill().
    [[nodiscard]] bool stop(const QString &node) { return control(QStringLiteral("stop"), node); }
    /// SIGSTOP: connections stay open, nothing answers.
    [[nodiscard]] bool pause(const QString &node) { return control(QStringLiteral("pause"), node); }
    /// SIGCONT.
    [[nodiscard]] bool resume(const QString &node) { return control(QStringLiteral("resume"), node); }
    /// On the same port and data. Returns when it serves and routes are complete.
    [[nodiscard]] bool restart(const QString &node) { return control(QStringLiteral("restart"), node); }
    /// Resumes brokers that are paused and restarts everything else that does not run.
    [[nodiscard]] bool heal();

    /// Creates or changes a topic: NAME[:QUEUES[:rw|r|w|none]].
    [[nodiscard]] bool topic(const QString &spec, const QStringList &more = {});
    /// Everything that is stored in a topic, queue by queue. error() is empty if all messages that were
    /// waited for came.
    [[nodiscard]] QList<StoredMessage> dump(const QString &topic, const DumpOptions &options = {});
    /// What RocketMQ's mqadmin prints, both channels: it reports most errors with exit code 0.
    [[nodiscard]] QString admin(const QStringList &words);
    /// Who is in a producer group, one object a broker and client: broker, clientId, clientAddr, language,
    /// version. error() is empty if all running brokers answered.
    [[nodiscard]] QJsonArray producers(const QString &group);
    /// Runs a Java source file with the client jars of the cluster's version; NAMESRV_ADDR is set.
    [[nodiscard]] CommandResult java(const QString &sourceFile, const QStringList &words,
                                     const QMap<QString, QString> &environment = {});

private:
    [[nodiscard]] bool control(const QString &command, const QString &node);
    CommandResult run(const QString &command, const QStringList &words,
                      const QMap<QString, QString> &environment = {});
    [[nodiscard]] bool readState(const QByteArray &json);

    ClusterOptions m_options;
    QTemporaryDir m_directory;
    QString m_nameServers;
    QList<ClusterNode> m_nameServerNodes;
    QList<ClusterNode> m_brokers;
    QMap<QString, ClusterUser> m_users;
    QMap<QString, QString> m_tlsFiles;
    QString m_error;
    bool m_isUp = false;
    bool m_isTouched = false; ///< a server was paused, ended or started
};

} // namespace gantry::testing

/// At the start of a test: fails it where clusters are required and skips it elsewhere when servers of
/// `version` cannot run here.
#define GANTRY_NEEDS_CLUSTER(version)                                                                        \
    GANTRY_NEEDS(gantry::testing::RocketMqCluster::whyNot(version), "NO REAL CLUSTER")

/// As QVERIFY(call) for a call on a cluster, but failing with the cluster's error().
#define GANTRY_VERIFY_CLUSTER(cluster, call) QVERIFY2((cluster).call, qUtf8Printable((cluster).error()))
