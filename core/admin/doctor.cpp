// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/clockskew.h"
#include <gantry/admin.h>
#include <gantry/doctor.h>
#include <gantry/producersettings.h>

#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using Check = gantry::DoctorFinding::Check;
using Verdict = gantry::DoctorFinding::Verdict;

namespace gantry {

namespace {

constexpr std::array checkNames{"configuration"_L1, "name-server"_L1, "agreement"_L1, "topic"_L1, "master"_L1,
                                "permission"_L1,    "address"_L1,     "send"_L1,      "clock"_L1};
constexpr int requestCodeNotSupported = 3;

/// One examination, from the configuration to the brokers' clocks.
class Examination
{
public:
    Examination(const ProducerConfig &config, const TopicName &topic, milliseconds timeout,
                const std::function<void(const DoctorFinding &)> &found,
                const std::function<bool()> &isCancelled)
        : m_config(config)
        , m_topic(topic)
        , m_timeout(timeout)
        , m_found(found)
        , m_isCancelled(isCancelled)
        , m_admin(config)
    {
    }

    QList<DoctorFinding> run()
    {
        if (!start() || goesNoFurther(&Examination::askNameServers) || goesNoFurther(&Examination::findRoute))
            return m_findings;
        constexpr std::array steps{&Examination::lookAtMasters, &Examination::lookAtPermissions,
                                   &Examination::lookAtAddresses, &Examination::trySends,
                                   &Examination::lookAtClocks};
        for (const auto step : steps) {
            if (!isCancelled())
                (this->*step)();
        }
        return m_findings;
    }

private:
    [[nodiscard]] bool isCancelled() const { return m_isCancelled && m_isCancelled(); }
    [[nodiscard]] bool goesNoFurther(bool (Examination::*step)())
    {
        return isCancelled() || !(this->*step)();
    }
    void note(DoctorFinding finding)
    {
        if (m_found)
            m_found(finding);
        m_findings.append(std::move(finding));
    }
    void fine(Check check, const QString &subject, const QString &text)
    {
        note({check, Verdict::Fine, subject, text, {}, std::nullopt});
    }
    void wrong(Check check, const QString &subject, const Error &error)
    {
        note({check, Verdict::Wrong, subject, error.detail, error.hint, error.kind});
    }

    [[nodiscard]] bool start();
    [[nodiscard]] bool askNameServers();
    void noteNameServer(const NameServerRoute &answer);
    [[nodiscard]] bool findRoute();
    [[nodiscard]] bool findTemplate();
    [[nodiscard]] bool findCluster();
    void lookAtMasters();
    void lookAtPermissions();
    void lookAtAddresses();
    void trySends();
    void lookAtClocks();

    const ProducerConfig &m_config;
    const TopicName m_topic;
    const milliseconds m_timeout;
    const std::function<void(const DoctorFinding &)> &m_found;
    const std::function<bool()> &m_isCancelled;
    Admin m_admin;
    QList<NameServerRoute> m_answers;
    TopicRoute m_route;
    bool m_topicExists = false;
    QList<BrokerName> m_reachable;
    QList<DoctorFinding> m_findings;
};

bool Examination::start()
{
    Result<void> checked = checkProducerConfig(m_config);
    if (checked)
        checked = m_admin.start();
    if (!checked)
        wrong(Check::Configuration, u"settings"_s, checked.error());
    return checked.has_value();
}

/// A NameServer that knows no such topic answers, too.
bool answers(const NameServerRoute &answer)
{
    return answer.route || answer.route.error().kind == ErrorKind::Topic;
}

void Examination::noteNameServer(const NameServerRoute &answer)
{
    const QString server = answer.nameServer.text();
    if (answers(answer)) {
        fine(Check::NameServer, server, u"the NameServer answers"_s);
        return;
    }
    Error error = answer.route.error();
    if (error.code == requestCodeNotSupported) {
        error.detail = u"%1 is a broker, not a NameServer: it does not know routes"_s.arg(server);
        error.hint = u"give the NameServer's address; its port is 9876 unless told otherwise"_s;
    } else if (error.kind == ErrorKind::Internal) {
        error.hint = u"something else than RocketMQ answers at this port: check host and port"_s;
    } else if (error.kind == ErrorKind::Timeout) {
        error.hint = u"it takes the connection and says nothing: it hangs, or this port is no RocketMQ "
                     "remoting port (a proxy's gRPC port, a dashboard, TLS where we speak plainly)"_s;
    }
    wrong(Check::NameServer, server, error);
}

bool Examination::askNameServers()
{
    const TopicName asked = m_topic.isEmpty() ? TopicName(m_config.createTopicKey) : m_topic;
    const Result<QList<NameServerRoute>> routes = m_admin.routeAtEachNameServer(asked, m_timeout);
    if (!routes) {
        wrong(Check::NameServer, m_config.nameServers, routes.error());
        return false;
    }
    m_answers = *routes;
    for (const NameServerRoute &answer : std::as_const(m_answers))
        noteNameServer(answer);
    QList<NameServerRoute> answering;
    std::ranges::copy_if(m_answers, std::back_inserter(answering), answers);
    for (const QString &disagreement : routeDisagreements(answering))
        wrong(Check::Agreement, asked.text(),
              {ErrorKind::NameServer, disagreement,
               u"brokers register with every NameServer they are configured with (namesrvAddr): compare "
               u"that, and "
               "the network between them"_s,
               std::nullopt});
    return !answering.isEmpty();
}

bool Examination::findRoute()
{
    if (m_topic.isEmpty())
        return findCluster();
    for (const NameServerRoute &answer : std::as_const(m_answers)) {
        if (!answer.route)
            continue;
        m_route = *answer.route;
        m_topicExists = true;
        fine(Check::Topic, m_topic.text(), u"the topic has a route"_s);
        return true;
    }
    return findTemplate();
}

/// Whether a first send would create the topic.
bool Examination::findTemplate()
{
    const TopicName topicTemplate(m_config.createTopicKey);
    const Result<QList<NameServerRoute>> routes = m_admin.routeAtEachNameServer(topicTemplate, m_timeout);
    const auto known = routes ? std::ranges::find_if(
                           *routes, [](const NameServerRoute &answer) { return answer.route.has_value(); })
                              : QList<NameServerRoute>::const_iterator();
    if (!routes || known == routes->cend()) {
        wrong(
            Check::Topic, m_topic.text(),
            {ErrorKind::Topic,
             u"the topic %1 does not exist, and no broker creates it by itself (there is no route of %2)"_s
                 .arg(m_topic.text(), topicTemplate.text()),
             u"create it: gantryctl topic create %1; or set autoCreateTopicEnable=true at the brokers"_s.arg(
                 m_topic.text()),
             std::nullopt});
        return false;
    }
    note({Check::Topic, Verdict::Notice, m_topic.text(),
          u"the topic does not exist yet: its first message creates it, on the broker that takes it"_s,
          u"create it at all brokers with the queues that it shall have: gantryctl topic create %1"_s.arg(
              m_topic.text()),
          std::nullopt});
    m_route = *known->route;
    return true;
}

/// Without a topic: every broker there is.
bool Examination::findCluster()
{
    const Result<ClusterView> cluster = m_admin.cluster(m_timeout);
    if (!cluster) {
        wrong(Check::NameServer, m_config.nameServers, cluster.error());
        return false;
    }
    for (const BrokerView &broker : cluster->brokers) {
        auto known = std::ranges::find(m_route.brokers, broker.broker, &BrokerRoute::broker);
        if (known == m_route.brokers.end()) {
            m_route.brokers.append({broker.cluster, broker.broker, {}});
            known = std::prev(m_route.brokers.end());
        }
        known->addresses.insert(broker.id, broker.address);
    }
    if (m_route.brokers.isEmpty())
        wrong(Check::Master, u"cluster"_s,
              {ErrorKind::Route, u"the NameServers know no broker"_s,
               u"start a broker, and check its namesrvAddr"_s, std::nullopt});
    return !m_route.brokers.isEmpty();
}

void Examination::lookAtMasters()
{
    for (const BrokerRoute &broker : std::as_const(m_route.brokers)) {
        if (broker.master().isEmpty())
            wrong(Check::Master, broker.broker.text(),
                  {ErrorKind::Route,
                   u"%1 has no master, only %2 slave(s): nothing can be sent there"_s.arg(
                       broker.broker.text(), QString::number(broker.addresses.size())),
                   u"start its master (brokerId 0), and see that it registers with these NameServers"_s,
                   std::nullopt});
    }
}

void Examination::lookAtPermissions()
{
    if (!m_topicExists)
        return;
    for (const QueueRoute &queues : std::as_const(m_route.queues)) {
        const bool isWritable = (queues.permission & permission::write) != 0 && queues.writeQueues > 0;
        if (isWritable)
            fine(Check::Permission, queues.broker.text(),
                 u"%1 write queues of the topic"_s.arg(queues.writeQueues));
        else
            wrong(Check::Permission, queues.broker.text(),
                  {ErrorKind::Permission,
                   u"%1 takes no messages for the topic: permission %2, %3 write queues"_s.arg(
                       queues.broker.text(), QString::number(queues.permission),
                       QString::number(queues.writeQueues)),
                   u"make the topic writable (gantryctl topic create %1 --perm rw), and the broker "
                   "(brokerPermission=6)"_s.arg(m_topic.text()),
                   std::nullopt});
    }
    if (m_route.queues.isEmpty())
        wrong(Check::Permission, m_topic.text(),
              {ErrorKind::Route, u"the topic's route names no queue"_s,
               u"create the topic: gantryctl topic create %1"_s.arg(m_topic.text()), std::nullopt});
}

void Examination::lookAtAddresses()
{
    const Result<QList<BrokerReachability>> probed =
        m_admin.probeBrokers(m_route, {.vip = m_config.vipChannel, .slaves = false}, m_timeout);
    if (!probed)
        return wrong(Check::Address, u"brokers"_s, probed.error());
    for (const BrokerReachability &row : *probed) {
        if (row.error) {
            wrong(Check::Address, row.used.text(), *row.error);
            continue;
        }
        m_reachable.append(row.broker);
        fine(Check::Address, row.used.text(),
             u"%1%2 answers%3"_s.arg(row.broker.text(), row.vip ? u" (VIP channel)"_s : QString(),
                                     row.version.isEmpty() ? QString() : u", version %1"_s.arg(row.version)));
    }
}

void Examination::trySends()
{
    if (!m_topicExists)
        return;
    TopicRoute reachable = m_route; // what cannot be reached was said
    reachable.brokers.removeIf(
        [&](const BrokerRoute &broker) { return !m_reachable.contains(broker.broker); });
    const Result<QList<TrialSend>> trials = m_admin.trySends(m_topic, reachable, m_timeout);
    if (!trials)
        return wrong(Check::Send, u"brokers"_s, trials.error());
    for (const TrialSend &trial : *trials) {
        if (trial.error)
            wrong(Check::Send, trial.broker.text(), *trial.error);
        else
            fine(Check::Send, trial.broker.text(), u"%1 would take a message"_s.arg(trial.broker.text()));
    }
}

void Examination::lookAtClocks()
{
    const Result<ClusterView> cluster = m_admin.cluster(m_timeout);
    if (!cluster)
        return; // whether brokers answer was said
    for (const BrokerView &broker : cluster->brokers) {
        const std::optional<std::chrono::seconds> skew = admin::clockSkew(broker);
        const bool isOurs = std::ranges::any_of(
            m_route.brokers, [&](const BrokerRoute &route) { return route.broker == broker.broker; });
        if (!skew || !isOurs)
            continue;
        const QString subject = broker.broker.text();
        if (std::chrono::abs(*skew) < admin::mostSkew)
            fine(Check::ClockSkew, subject, u"its clock is ours"_s);
        else
            wrong(
                Check::ClockSkew, subject,
                {ErrorKind::Broker,
                 u"the clock of %1 is %2 s %3 ours"_s.arg(subject)
                     .arg(std::chrono::abs(*skew).count())
                     .arg(skew->count() > 0 ? u"ahead of"_s : u"behind"_s),
                 u"set the clocks (NTP): delivery times, retention and message times are wrong by as much"_s,
                 std::nullopt});
    }
}

} // namespace

QLatin1String name(Check check)
{
    return checkNames.at(size_t(check));
}

QLatin1String name(Verdict verdict)
{
    return verdict == Verdict::Fine ? "fine"_L1 : verdict == Verdict::Notice ? "notice"_L1 : "wrong"_L1;
}

QList<DoctorFinding> examineWayToSend(const ProducerConfig &config, const TopicName &topic,
                                      milliseconds timeout,
                                      const std::function<void(const DoctorFinding &)> &found,
                                      const std::function<bool()> &isCancelled)
{
    return Examination(config, topic, timeout, found, isCancelled).run();
}

} // namespace gantry
