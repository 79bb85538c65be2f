// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/brokerprobe.h"

#include "admin/admincalls.h"
#include "admin/serverversion.h"
#include "remoting/endpoint.h"
#include "wire/codes.h"

#include <QHostAddress>

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::admin {

namespace {

bool isLoopback(const Address &address)
{
    const auto endpoint = remoting::Endpoint::parse(address);
    return endpoint && (endpoint->host == "localhost"_L1 || QHostAddress(endpoint->host).isLoopback());
}

/// What is advertised, and where that leads to: "broker-a advertises 10.0.0.1:10911 (mapped to …)".
QString subjectOf(const BrokerReachability &target)
{
    QString who = target.broker.text();
    if (target.id != 0)
        who += u", slave %1,"_s.arg(target.id);
    QString subject = target.vip ? u"the VIP channel of %1 is %2"_s.arg(who, target.advertised.text())
                                 : u"%1 advertises %2"_s.arg(who, target.advertised.text());
    if (target.used != target.advertised)
        subject += u" (mapped to %1)"_s.arg(target.used.text());
    return subject;
}

/// What is wrong with an address whose probe failed by this kind of error.
QString verdictOf(ErrorKind kind)
{
    if (kind == ErrorKind::Tls)
        return u"which does not take our TLS connection"_s;
    if (kind == ErrorKind::Timeout)
        return u"which takes the connection but does not answer"_s;
    if (kind == ErrorKind::Internal)
        return u"where something else than a RocketMQ broker answers"_s;
    return u"which cannot be reached from here"_s;
}

QString hintFor(const BrokerReachability &target, const Error &error)
{
    if (error.kind == ErrorKind::Timeout)
        return u"the broker hangs or is overloaded, or this is not its remoting port (listenPort): see its log"_s;
    if (error.kind != ErrorKind::Connect)
        return error.hint;
    if (target.used != target.advertised)
        return u"check the address map, and that the broker runs"_s;
    if (target.vip)
        return u"leave the VIP channel off, or open this port: it is the broker's port less two"_s;
    const QString remedy =
        u"set brokerIP1 in its configuration to an address that its clients can reach, or map "
        "the advertised address to a reachable one"_s;
    if (isLoopback(target.advertised))
        return u"a loopback address means this machine itself: start the broker if it should run here; if it "
               u"runs "
               "elsewhere, "_s
               + remedy;
    return u"start the broker if it is down; if it runs, "_s + remedy;
}

/// The error's text without what the sentence has said before it.
QString reasonOf(const BrokerReachability &target, const Error &error)
{
    const QString known = u"connect to %1 failed: "_s.arg(target.used.text());
    return error.detail.startsWith(known) ? error.detail.sliced(known.size()) : error.detail;
}

} // namespace

QList<BrokerReachability> probeTargets(const TopicRoute &route, ProbeOptions options,
                                       const QHash<Address, Address> &addressMap)
{
    QList<BrokerReachability> targets;
    const auto append = [&](const Member &member, const Address &address, bool vip) {
        BrokerReachability target;
        target.broker = member.broker;
        target.id = member.id;
        target.vip = vip;
        target.advertised = address;
        target.used = addressMap.value(address, address);
        targets.append(std::move(target));
    };
    for (const Member &member : membersOf(route)) {
        if (member.id != 0 && !options.slaves)
            continue;
        append(member, member.address, false);
        if (member.id == 0 && options.vip)
            append(member, remoting::vipAddress(member.address), true);
    }
    std::ranges::stable_sort(targets, [](const BrokerReachability &a, const BrokerReachability &b) {
        return std::tie(a.broker, a.vip, a.id) < std::tie(b.broker, b.vip, b.id);
    });
    return targets;
}

BrokerReachability probeResult(BrokerReachability target, const Answer &answer)
{
    target.took = answer.took;
    if (answer.response) { // A refusal, too, shows that requests arrive.
        target.version = versionText(answer.response->version);
        return target;
    }
    const Error &error = answer.response.error();
    target.error = Error{
        error.kind, u"%1, %2: %3"_s.arg(subjectOf(target), verdictOf(error.kind), reasonOf(target, error)),
        hintFor(target, error), error.code};
    return target;
}

void AdminCalls::probeBrokers(const TopicRoute &route, ProbeOptions options, milliseconds timeout,
                              Completion<QList<BrokerReachability>> completion) const
{
    const QList<BrokerReachability> targets =
        probeTargets(route, options, m_core->config().remoting.addressMap);
    QList<Request> requests;
    for (const BrokerReachability &target : targets)
        requests.append(
            {target.broker.text(), target.advertised, request(wire::requestcode::getBrokerRuntimeInfo)});
    askAll(m_core->remoting(), requests, timeout,
           [targets, completion = std::move(completion)](const QList<Answer> &answers) {
               QList<BrokerReachability> results;
               for (qsizetype i = 0; i < answers.size(); ++i)
                   results.append(probeResult(targets.at(i), answers.at(i)));
               completion(results);
           });
}

} // namespace gantry::admin
