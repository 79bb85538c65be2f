// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/javapeer.h"

#include "support/jdk.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

constexpr int compileMs = 120'000;
constexpr int endMs = 20'000;

ReceivedMessage parseReceived(const QJsonObject &event)
{
    ReceivedMessage message;
    message.topic = event["topic"_L1].toString();
    message.tags = event["tags"_L1].toString();
    message.keys = event["keys"_L1].toString();
    message.body = QByteArray::fromBase64(event["body"_L1].toString().toLatin1());
    message.msgId = event["msgId"_L1].toString();
    message.broker = event["broker"_L1].toString();
    message.queueId = event["queueId"_L1].toInt(-1);
    message.queueOffset = event["queueOffset"_L1].toInteger(-1);
    message.reconsumeTimes = event["reconsumeTimes"_L1].toInt(-1);
    message.bornMs = event["bornTimestamp"_L1].toInteger();
    message.receivedMs = event["receivedTimestamp"_L1].toInteger();
    const QJsonObject properties = event["properties"_L1].toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it)
        message.properties.insert(it.key(), it.value().toString());
    return message;
}

} // namespace

bool PeerProgram::compile()
{
    if (m_isCompiled)
        return true;
    const QDir sources(QStringLiteral(GANTRY_PEER_FOLDER));
    QStringList words{u"-nowarn"_s,   u"-cp"_s,  rocketMqJars(m_version) + "/*"_L1, u"-d"_s, home(),
                      u"-encoding"_s, u"UTF-8"_s};
    const QStringList names = sources.entryList({u"*.java"_s}, QDir::Files);
    for (const QString &name : names)
        words << sources.filePath(name);
    QProcess javac;
    javac.setProcessChannelMode(QProcess::MergedChannels);
    javac.start(jdkProgram(u"javac"_s), words);
    m_isCompiled = javac.waitForFinished(compileMs) && javac.exitStatus() == QProcess::NormalExit
                   && javac.exitCode() == 0;
    if (!m_isCompiled)
        m_error = u"javac: "_s + javac.errorString() + u'\n' + QString::fromUtf8(javac.readAll());
    return m_isCompiled;
}

QString PeerProgram::classPath() const
{
    // Beside the classes what keeps the client's log out of the way.
    return home() + u':' + QStringLiteral(GANTRY_JAVA_LOGGING) + u':' + rocketMqJars(m_version) + "/*"_L1;
}

JavaPeer::JavaPeer(const PeerProgram &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"NAMESRV_ADDR"_s, u"JAVA_TOOL_OPTIONS"_s, u"ROCKETMQ_SERIALIZE_TYPE"_s})
        environment.remove(name);
    m_process.setProcessEnvironment(environment);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &JavaPeer::onReadable);
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_errorOutput += m_process.readAllStandardError(); });
}

JavaPeer::~JavaPeer()
{
    if (isRunning() && !stop() && isRunning()) {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
}

bool JavaPeer::start(const QStringList &words, int timeoutMs)
{
    m_words = words;
    QStringList all{u"-XX:+UseSerialGC"_s,
                    u"-XX:TieredStopAtLevel=1"_s,
                    u"-XX:-UsePerfData"_s,
                    u"-Xshare:auto"_s,
                    u"-Xmx256m"_s,
                    u"-Djava.net.preferIPv4Stack=true"_s,
                    u"-Duser.home="_s + m_program.home(),
                    u"-Drocketmq.client.logRoot="_s + m_program.home(),
                    u"-Dcluster.log.name=client.log"_s};
    if (m_rebalanceMs)
        all << u"-Drocketmq.client.rebalance.waitInterval=%1"_s.arg(*m_rebalanceMs);
    all << m_jvmWords;
    all << u"-cp"_s << m_program.classPath() << u"Peer"_s << words;
    m_process.start(jdkProgram(u"java"_s), all);
    return QTest::qWaitFor([this] { return m_events.contains(u"ready"_s) || !isRunning(); }, timeoutMs)
           && m_events.contains(u"ready"_s);
}

int JavaPeer::tell(QJsonObject request)
{
    request.insert(u"id"_s, ++m_lastId);
    m_process.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    return m_lastId;
}

QJsonObject JavaPeer::ask(const QJsonObject &request, int timeoutMs)
{
    const int id = tell(request);
    // Should the time be over, the answer is empty, which the caller sees.
    (void)QTest::qWaitFor([this, id] { return m_answers.contains(id) || !isRunning(); }, timeoutMs);
    return answer(id);
}

bool JavaPeer::stop()
{
    m_process.closeWriteChannel();
    return QTest::qWaitFor([this] { return !isRunning(); }, endMs)
           && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

QList<ReceivedMessage> JavaPeer::stored() const
{
    QSet<QString> places;
    QList<ReceivedMessage> once;
    for (const ReceivedMessage &message : m_received) {
        const QString place = u"%1 %2 %3"_s.arg(message.topic, message.queue()).arg(message.queueOffset);
        if (places.contains(place))
            continue;
        places.insert(place);
        once.append(message);
    }
    return once;
}

QStringList JavaPeer::assigned() const
{
    QStringList queues;
    const QList<QJsonObject> changes = events(u"assigned"_s);
    if (changes.isEmpty())
        return queues;
    const QJsonArray array = changes.last()["queues"_L1].toArray();
    for (const auto &queue : array)
        queues.append(queue.toString());
    return queues;
}

QByteArray JavaPeer::report() const
{
    constexpr qsizetype errorBytes = 400; // QtTest cuts what is longer than a thousand in all
    return "peer " + m_program.version().toLatin1() + ' ' + m_words.join(u' ').toUtf8()
           + (isRunning() ? QByteArray(" runs")
                          : " has ended with " + QByteArray::number(m_process.exitCode()))
           + ", " + QByteArray::number(m_received.size()) + " received, has " + assigned().join(u' ').toUtf8()
           + "\nstandard error: " + m_errorOutput.left(errorBytes) + "\nlast events:\n"
           + m_lastLines.join('\n');
}

void JavaPeer::onReadable()
{
    while (m_process.canReadLine())
        takeLine(m_process.readLine().trimmed());
}

void JavaPeer::takeLine(const QByteArray &line)
{
    constexpr qsizetype shownLines = 3;
    constexpr qsizetype shownBytes = 100;
    m_lastLines.append(line.left(shownBytes));
    if (m_lastLines.size() > shownLines)
        m_lastLines.removeFirst();
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    const QString name = event["event"_L1].toString();
    if (name == "received"_L1)
        m_received.append(parseReceived(event));
    else
        m_events[name].append(event);
    if (event.contains("id"_L1))
        m_answers.insert(event["id"_L1].toInt(), event);
}

} // namespace gantry::testing
