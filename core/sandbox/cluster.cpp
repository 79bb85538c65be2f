// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/cluster.h"

#include "base/logging.h"
#include "sandbox/incoming.h"

#include <QHash>

#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

constexpr int mostQueues = 1024;

Error usage(const QString &what, const QString &hint)
{
    return {ErrorKind::Usage, what, hint, std::nullopt};
}

/// What a line does to a broker.
using BrokerChange = std::function<Result<void>(Broker &)>;

/// A change that cannot fail.
BrokerChange change(const std::function<void(Broker &)> &carryOut)
{
    return [carryOut](Broker &broker) {
        carryOut(broker);
        return Result<void>();
    };
}

/// Those that need no more words, by their verb.
const QHash<QString, BrokerChange> &plainChanges()
{
    static const QHash<QString, BrokerChange> changes{
        {u"stop"_s, change([](Broker &broker) { broker.stop(); })},
        {u"start"_s, [](Broker &broker) { return broker.start(); }},
        {u"read-only"_s, change([](Broker &broker) { broker.setReadOnly(true); })},
        {u"writable"_s, change([](Broker &broker) { broker.setReadOnly(false); })},
        {u"leave"_s, change([](Broker &broker) { broker.setInRoute(false); })},
        {u"join"_s, change([](Broker &broker) { broker.setInRoute(true); })}};
    return changes;
}

Result<BrokerChange> queuesChange(const QString &word)
{
    const int queues = word.toInt();
    if (queues < 1 || queues > mostQueues)
        return usage(u"\"%1\" is no number of queues"_s.arg(word), u"give 1 to %1"_s.arg(mostQueues));
    return change([queues](Broker &broker) { broker.topics().setQueues(queues); });
}

Result<BrokerChange> clockChange(const QString &word)
{
    bool isNumber = false;
    const int seconds = word.toInt(&isNumber);
    if (!isNumber)
        return usage(u"\"%1\" is no number of seconds"_s.arg(word),
                     u"give 0 for the true time, or such as -90"_s);
    return change([seconds](Broker &broker) { broker.setClockSkew(std::chrono::seconds(seconds)); });
}

Result<BrokerChange> advertiseChange(const QString &word)
{
    if (word.isEmpty())
        return usage(u"advertise needs an address"_s, u"give HOST:PORT, or - for the true one"_s);
    const Address address = word == "-"_L1 ? Address() : Address(word);
    return change([address](Broker &broker) { broker.setAdvertised(address); });
}

bool isServerVerb(const QString &word)
{
    return plainChanges().contains(word) || word == "queues"_L1 || word == "advertise"_L1
           || word == "clock"_L1;
}

/// Sends name their fields by one letter, or in full like all others.
std::optional<QByteArray> fieldOf(const wire::RemotingCommand &request, QByteArrayView name,
                                  QByteArrayView letter)
{
    const std::optional<QByteArray> value = request.field(name);
    return value || !isSend(request.code) ? value : request.field(letter);
}

} // namespace

Cluster::Cluster(const SandboxConfig &config, ServerTls tls)
    : m_tls(std::move(tls))
    , m_nameServer(m_brokers, config.port, *this, {config.maxConnections, config.maxIdle, m_tls})
{
    for (int i = 0; i < config.brokers; ++i)
        m_brokers.push_back(std::make_unique<Broker>(u"broker-"_s + QChar(u'a' + i), config, *this, m_tls));
}

Cluster::~Cluster() = default;

Result<void> Cluster::start()
{
    // First, since its port may be a given one: no broker shall have it.
    if (Result<void> started = m_nameServer.start(); !started)
        return started;
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (Result<void> started = broker->start(); !started)
            return started;
    }
    return {};
}

QList<SandboxBroker> Cluster::brokers() const
{
    QList<SandboxBroker> list;
    for (const std::unique_ptr<Broker> &broker : m_brokers)
        list.append({BrokerName(broker->name()), broker->address(), broker->advertised(), broker->isRunning(),
                     broker->isInRoute(), broker->isReadOnly(), broker->store().bytes()});
    return list;
}

QStringList Cluster::faults() const
{
    QStringList list;
    for (const Fault &fault : m_faults.faults())
        list.append(fault.text);
    return list;
}

Broker *Cluster::broker(const QString &name) const
{
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (broker->name() == name)
            return broker.get();
    }
    return nullptr;
}

Cluster::Gate::Passage Cluster::arrived(const QString &server, const Address &peer,
                                        const wire::RemotingCommand &request)
{
    const std::optional<QByteArray> queueId = fieldOf(request, "queueId", "e");
    SandboxRequest entry;
    entry.at = std::chrono::system_clock::now();
    entry.server = server;
    entry.peer = peer;
    entry.code = request.code;
    entry.topic = topicName(fieldOf(request, "topic", "b").value_or(QByteArray()));
    entry.queueId = queueId ? queueId->toInt() : -1;
    Passage passage;
    if (const std::optional<Fault> fault = m_faults.next({server, request.code, entry.queueId})) {
        passage.fault = fault->action;
        entry.fault = fault->text;
    }
    const quint64 number = m_log.add(std::move(entry));
    passage.answered = [this, number](int code) { m_log.answered(number, code); };
    return passage;
}

const QString &Cluster::topicName(const QByteArray &topic)
{
    if (m_lastTopic != topic) {
        m_lastTopic = topic;
        m_lastTopicName = QString::fromUtf8(topic);
    }
    return m_lastTopicName;
}

void Cluster::closed(const QString &server, const Address &peer, const QString &reason)
{
    qCDebug(logging::sandbox).noquote() << server << "lost" << peer.text() << ':' << reason;
}

Result<void> Cluster::control(const QString &line)
{
    const Result<Action> action = understand(line);
    return action ? (*action)() : action.error();
}

Result<void> Cluster::play(const QString &scenario, ScenarioPlayer::Say say)
{
    Result<QList<ScenarioStep>> steps = readScenario(scenario);
    if (!steps)
        return steps.error();
    for (const ScenarioStep &step : *steps) {
        if (step.kind != ScenarioStep::Kind::Control)
            continue;
        if (const Result<Action> action = understand(step.text); !action)
            return action.error();
    }
    m_player.play(
        std::move(*steps), [this](const QString &line) { return control(line); }, std::move(say));
    return {};
}

Result<Cluster::Action> Cluster::understand(const QString &line)
{
    const QStringList words = line.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || words.first().startsWith(u'#'))
        return Action([] { return Result<void>(); });
    if (words.first() == "clear"_L1)
        return Action([this] {
            m_faults.clear();
            return Result<void>();
        });
    return isServerVerb(words.first()) ? understandServer(words) : understandFault(line);
}

Result<Cluster::Action> Cluster::understandFault(const QString &line)
{
    const Result<Fault> fault = readFault(line);
    if (!fault)
        return fault.error();
    if (!fault->server.isEmpty() && fault->server != "namesrv"_L1 && !broker(fault->server))
        return usage(u"there is no broker %1"_s.arg(fault->server), u"broker-a is the first one"_s);
    return Action([this, fault = *fault] {
        m_faults.add(fault);
        return Result<void>();
    });
}

/// `VERB SERVER [ARGUMENT]`
Result<Cluster::Action> Cluster::understandServer(const QStringList &words)
{
    const QString &verb = words.first();
    const QString name = words.value(1);
    const bool takesArgument = !plainChanges().contains(verb);
    if (words.size() > (takesArgument ? 3 : 2))
        return usage(u"\"%1\" makes no sense behind %2 %3"_s.arg(words.last(), verb, name),
                     u"write one change a line"_s);
    if (name == "namesrv"_L1)
        return understandNameServer(verb);
    QList<Broker *> targets;
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (name == "all"_L1 || name == broker->name())
            targets.append(broker.get());
    }
    if (targets.isEmpty())
        return usage(u"there is no broker \"%1\""_s.arg(name), u"name broker-a, broker-b, … or all"_s);
    const Result<BrokerChange> change = verb == "queues"_L1      ? queuesChange(words.value(2))
                                        : verb == "advertise"_L1 ? advertiseChange(words.value(2))
                                        : verb == "clock"_L1     ? clockChange(words.value(2))
                                                                 : plainChanges().value(verb);
    if (!change)
        return change.error();
    return Action([targets, change = *change] {
        for (Broker *broker : targets) {
            if (Result<void> done = change(*broker); !done)
                return done;
        }
        return Result<void>();
    });
}

Result<Cluster::Action> Cluster::understandNameServer(const QString &verb)
{
    if (verb == "stop"_L1)
        return Action([this] {
            m_nameServer.stop();
            return Result<void>();
        });
    if (verb == "start"_L1)
        return Action([this] { return m_nameServer.start(); });
    return usage(u"%1 makes no sense for a NameServer"_s.arg(verb), u"it can stop and start"_s);
}

} // namespace gantry::sandbox
