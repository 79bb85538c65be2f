// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/rocketmqcluster.h"

#include "support/jdk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

constexpr int commandTimeoutMs = 120'000;

QString script()
{
    return QStringLiteral(GANTRY_CLUSTER_SCRIPT);
}

QString decoded(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

QString textOrNull(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString();
}

StoredMessage parseStored(const QJsonObject &line)
{
    StoredMessage message;
    message.topic = line["topic"_L1].toString();
    message.broker = line["brokerName"_L1].toString();
    message.queueId = line["queueId"_L1].toInt(-1);
    message.queueOffset = line["queueOffset"_L1].toInteger(-1);
    message.msgId = line["msgId"_L1].toString();
    message.offsetMsgId = line["offsetMsgId"_L1].toString();
    message.keys = textOrNull(line["keys"_L1]);
    message.tags = textOrNull(line["tags"_L1]);
    message.flag = line["flag"_L1].toInt();
    message.sysFlag = line["sysFlag"_L1].toInt();
    message.compression = textOrNull(line["compression"_L1]);
    message.bodyBytes = line["bodySize"_L1].toInteger();
    message.bodySha256 = line["bodySha256"_L1].toString().toLatin1();
    message.body = QByteArray::fromBase64(line["bodyBase64"_L1].toString().toLatin1());
    const QJsonObject properties = line["properties"_L1].toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it)
        message.properties.insert(it.key(), it.value().toString());
    return message;
}

QList<ClusterNode> parseNodes(const QJsonArray &array)
{
    QList<ClusterNode> nodes;
    for (const auto &value : array) {
        const QJsonObject object = value.toObject();
        nodes.append({object["name"_L1].toString(), object["addr"_L1].toString(),
                      object["listenAddr"_L1].toString(), quint16(object["port"_L1].toInt())});
    }
    return nodes;
}

QStringList upWords(const ClusterOptions &options)
{
    QStringList words{u"--version"_s,     options.version,
                      u"--brokers"_s,     QString::number(options.brokers),
                      u"--nameservers"_s, QString::number(options.nameServers),
                      u"--ttl"_s,         u"1800"_s,
                      u"--watch-pid"_s,   QString::number(QCoreApplication::applicationPid())};
    for (const QString &topic : options.topics)
        words << u"--topic"_s << topic;
    for (const QString &setting : options.settings)
        words << u"--set"_s << setting;
    if (!options.autoCreateTopics)
        words << u"--no-auto-create"_s;
    if (options.hasAccessControl)
        words << u"--acl"_s;
    if (options.hasTls)
        words << u"--tls"_s << u"enforcing"_s;
    if (options.wantsClientCertificate)
        words << u"--tls-client-auth"_s;
    if (!options.bind.isEmpty())
        words << u"--bind"_s << options.bind;
    if (!options.advertise.isEmpty())
        words << u"--advertise"_s << options.advertise;
    return words;
}

} // namespace

RocketMqCluster::~RocketMqCluster()
{
    down();
}

QString RocketMqCluster::whyNot(const QString &version)
{
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
        return u"python3 is not installed"_s;
    return whyNoJava(version);
}

QStringList RocketMqCluster::versions()
{
    const QString wanted = qEnvironmentVariable("GANTRY_ROCKETMQ_VERSIONS", u"5.5.0 4.9.5"_s);
    return wanted.split(u' ', Qt::SkipEmptyParts);
}

bool RocketMqCluster::up(const ClusterOptions &options)
{
    down();
    m_options = options;
    m_isTouched = false;
    const CommandResult result = run(u"up"_s, upWords(options));
    // Also after a failure there may be something to end, and logs to read.
    m_isUp = QFile::exists(m_directory.filePath(u"cluster.json"_s));
    return result.isOk() && readState(result.output.toUtf8());
}

bool RocketMqCluster::readState(const QByteArray &json)
{
    const QJsonObject state = QJsonDocument::fromJson(json).object();
    m_nameServers = state["namesrvAddr"_L1].toString();
    m_nameServerNodes = parseNodes(state["nameservers"_L1].toArray());
    m_brokers = parseNodes(state["brokers"_L1].toArray());
    const QJsonArray users = state["acl"_L1]["users"_L1].toArray();
    for (const auto &value : users) {
        const QJsonObject user = value.toObject();
        m_users.insert(user["role"_L1].toString(),
                       {user["accessKey"_L1].toString(), user["secretKey"_L1].toString()});
    }
    const QJsonObject tls = state["tls"_L1].toObject();
    for (auto file = tls.begin(); file != tls.end(); ++file)
        m_tlsFiles.insert(file.key(), file.value().toString());
    if (m_nameServers.isEmpty() || m_brokers.isEmpty())
        m_error = u"the cluster tool did not say what it started: "_s + decoded(json);
    return m_error.isEmpty();
}

void RocketMqCluster::down()
{
    if (!m_isUp)
        return;
    m_isUp = false;
    if (!run(u"down"_s, {}).isOk())
        qWarning("%s", qUtf8Printable(m_error));
}

ClusterNode RocketMqCluster::node(const QString &name) const
{
    for (const QList<ClusterNode> *nodes : {&m_nameServerNodes, &m_brokers}) {
        const auto found = std::find_if(nodes->begin(), nodes->end(),
                                        [&](const ClusterNode &node) { return node.name == name; });
        if (found != nodes->end())
            return *found;
    }
    return {};
}

bool RocketMqCluster::control(const QString &command, const QString &node)
{
    m_isTouched = true;
    return run(command, {node}).isOk();
}

bool RocketMqCluster::heal()
{
    if (!m_isTouched)
        return true;
    const CommandResult status = run(u"status"_s, {});
    const QJsonObject nodes = QJsonDocument::fromJson(status.output.toUtf8()).object();
    if (!status.isOk())
        return false;
    QStringList toRestart;
    for (auto it = nodes.begin(); it != nodes.end(); ++it) {
        const QString state = it.value()["state"_L1].toString();
        // A NameServer that comes back finds that brokers have given up its connections, and drops them.
        if (state == "stopped"_L1 || (state == "paused"_L1 && it.key().startsWith("namesrv"_L1)))
            toRestart.append(it.key());
        else if (state == "paused"_L1 && !resume(it.key()))
            return false;
    }
    // NameServers first: a broker is ready only when they all know it.
    std::stable_partition(toRestart.begin(), toRestart.end(),
                          [](const QString &name) { return name.startsWith("namesrv"_L1); });
    m_isTouched = !std::all_of(toRestart.begin(), toRestart.end(),
                               [this](const QString &name) { return restart(name); });
    return !m_isTouched;
}

bool RocketMqCluster::topic(const QString &spec, const QStringList &more)
{
    return run(u"topic"_s, QStringList{spec} + more).isOk();
}

QList<StoredMessage> RocketMqCluster::dump(const QString &topic, const DumpOptions &options)
{
    QStringList words{topic, u"--wait"_s, QString::number(options.waitFor), u"--wait-ms"_s,
                      QString::number(options.waitMs)};
    if (!options.withBody)
        words << u"--no-body"_s;
    const CommandResult result = run(u"dump"_s, words);
    QList<StoredMessage> messages;
    const QList<QByteArray> lines = result.output.toUtf8().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty())
            messages.append(parseStored(QJsonDocument::fromJson(line).object()));
    }
    return messages;
}

QString RocketMqCluster::admin(const QStringList &words)
{
    const CommandResult result = run(u"admin"_s, QStringList{u"--"_s} + words);
    return result.output + result.errors;
}

QJsonArray RocketMqCluster::producers(const QString &group)
{
    return QJsonDocument::fromJson(run(u"producers"_s, {group}).output.toUtf8()).array();
}

CommandResult RocketMqCluster::java(const QString &sourceFile, const QStringList &words,
                                    const QMap<QString, QString> &environment)
{
    return run(u"java"_s, QStringList{u"--"_s, sourceFile} + words, environment);
}

CommandResult RocketMqCluster::run(const QString &command, const QStringList &words,
                                   const QMap<QString, QString> &environment)
{
    m_error.clear();
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        all.insert(it.key(), it.value());
    QProcess process;
    process.setProcessEnvironment(all);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(script(), QStringList{command, u"--dir"_s, m_directory.path()} + words);
    const bool isEnded =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, commandTimeoutMs);
    CommandResult result;
    if (!isEnded) {
        process.kill();
        process.waitForFinished(5000);
    } else if (process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.output = decoded(process.readAllStandardOutput());
    result.errors = decoded(process.readAllStandardError());
    if (!result.isOk()) {
        const QString why =
            process.error() == QProcess::FailedToStart ? process.errorString() : result.errors;
        m_error = u"cluster %1 %2 ended with %3: %4"_s.arg(command, words.join(u' '))
                      .arg(result.exitCode)
                      .arg(isEnded ? why : u"it took too long"_s);
    }
    return result;
}

} // namespace gantry::testing
