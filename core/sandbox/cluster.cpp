// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/cluster.h"

#include "base/logging.h"
#include "sandbox/incoming.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

constexpr int mostQueues = 1024;

/// The verbs of control() that are about one server.
const QStringList &verbs()
{
    static const QStringList list{u"stop"_s,  u"start"_s, u"read-only"_s, u"writable"_s,
                                  u"leave"_s, u"join"_s,  u"queues"_s,    u"advertise"_s};
    return list;
}

Error usage(const QString &what, const QString &hint)
{
    return {ErrorKind::Usage, what, hint, std::nullopt};
}

/// Sends name their topic and queue by one letter, or in full.
RequestFacts factsOf(const QString &server, const wire::RemotingCommand &request)
{
    const std::optional<QByteArray> queue =
        request.field(isSend(request.code) && !request.field("queueId") ? "e" : "queueId");
    return {server, request.code, queue ? queue->toInt() : -1};
}

QString topicOf(const wire::RemotingCommand &request)
{
    const std::optional<QByteArray> topic = request.field("topic");
    return QString::fromUtf8(topic                  ? *topic
                             : isSend(request.code) ? request.field("b").value_or(QByteArray())
                                                    : QByteArray());
}

} // namespace

Cluster::Cluster(const SandboxConfig &config)
    : m_nameServer(m_brokers, config.port, *this, {config.maxConnections, config.maxIdle})
{
    for (int i = 0; i < config.brokers; ++i)
        m_brokers.push_back(std::make_unique<Broker>(u"broker-"_s + QChar(u'a' + i), config, *this));
}

Cluster::~Cluster() = default;

Result<void> Cluster::start()
{
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (Result<void> started = broker->start(); !started)
            return started;
    }
    return m_nameServer.start();
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
    const RequestFacts facts = factsOf(server, request);
    Passage passage;
    SandboxRequest entry;
    entry.at = std::chrono::system_clock::now();
    entry.server = server;
    entry.peer = peer;
    entry.code = request.code;
    entry.topic = topicOf(request);
    entry.queueId = facts.queueId;
    if (const std::optional<PlannedFault> planned = m_faults.next(facts)) {
        passage.fault = planned->action;
        entry.fault = planned->text;
    }
    const quint64 number = m_log.add(std::move(entry));
    passage.answered = [this, number](int code) { m_log.answered(number, code); };
    return passage;
}

void Cluster::closed(const QString &server, const Address &peer, const QString &reason)
{
    qCDebug(logging::sandbox).noquote() << server << "lost" << peer.text() << ':' << reason;
}

Result<void> Cluster::control(const QString &line)
{
    QStringList words = line.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || words.first().startsWith(u'#'))
        return {};
    if (words.first() == "clear"_L1) {
        m_faults.clear();
        return {};
    }
    if (!verbs().contains(words.first())) {
        Result<Fault> fault = readFault(line);
        if (!fault)
            return fault.error();
        if (!fault->server.isEmpty() && fault->server != "namesrv"_L1 && !broker(fault->server))
            return usage(u"there is no broker %1"_s.arg(fault->server), u"broker-a is the first one"_s);
        m_faults.add(std::move(*fault));
        return {};
    }
    const QString verb = words.takeFirst();
    const QString name = words.isEmpty() ? QString() : words.takeFirst();
    if (name == "namesrv"_L1)
        return controlNameServer(verb);
    if (name == "all"_L1) {
        for (const std::unique_ptr<Broker> &broker : m_brokers) {
            if (Result<void> done = controlBroker(verb, *broker, words); !done)
                return done;
        }
        return {};
    }
    Broker *const named = broker(name);
    if (!named)
        return usage(u"there is no broker \"%1\""_s.arg(name), u"name broker-a, broker-b, … or all"_s);
    return controlBroker(verb, *named, words);
}

Result<void> Cluster::play(const QString &scenario, ScenarioPlayer::Say say)
{
    Result<QList<ScenarioStep>> steps = readScenario(scenario);
    if (!steps)
        return steps.error();
    for (const ScenarioStep &step : *steps) {
        if (step.kind != ScenarioStep::Kind::Control)
            continue;
        if (Result<void> checked = check(step.text); !checked)
            return checked;
    }
    m_player.play(
        std::move(*steps), [this](const QString &line) { return control(line); }, std::move(say));
    return {};
}

/// Whether control() would understand the line, as far as that can be said without carrying it out.
Result<void> Cluster::check(const QString &line) const
{
    if (verbs().contains(line.section(u' ', 0, 0)) || line == "clear"_L1)
        return {};
    const Result<Fault> fault = readFault(line);
    return fault ? Result<void>() : fault.error();
}

Result<void> Cluster::controlNameServer(const QString &verb)
{
    if (verb == "stop"_L1) {
        m_nameServer.stop();
        return {};
    }
    if (verb == "start"_L1)
        return m_nameServer.start();
    return usage(u"%1 makes no sense for a NameServer"_s.arg(verb), u"it can stop and start"_s);
}

Result<void> Cluster::controlBroker(const QString &verb, Broker &broker, const QStringList &rest)
{
    if (verb == "stop"_L1)
        broker.stop();
    else if (verb == "start"_L1)
        return broker.start();
    else if (verb == "read-only"_L1 || verb == "writable"_L1)
        broker.setReadOnly(verb == "read-only"_L1);
    else if (verb == "leave"_L1 || verb == "join"_L1)
        broker.setInRoute(verb == "join"_L1);
    else if (verb == "queues"_L1) {
        const int queues = rest.value(0).toInt();
        if (queues < 1 || queues > mostQueues)
            return usage(u"\"%1\" is no number of queues"_s.arg(rest.value(0)),
                         u"give 1 to %1"_s.arg(mostQueues));
        broker.topics().setQueues(queues);
    } else if (verb == "advertise"_L1) {
        if (rest.isEmpty())
            return usage(u"advertise needs an address"_s, u"give HOST:PORT, or - for the true one"_s);
        broker.setAdvertised(rest.first() == "-"_L1 ? Address() : Address(rest.first()));
    }
    return {};
}

} // namespace gantry::sandbox
