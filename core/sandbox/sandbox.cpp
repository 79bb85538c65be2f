// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/workerthread.h"
#include "sandbox/cluster.h"
#include <gantry/sandbox.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

constexpr int mostBrokers = 26; // they are named by letters
constexpr int mostQueues = 1024;

Result<void> check(const SandboxConfig &config)
{
    if (config.brokers < 1 || config.brokers > mostBrokers)
        return Error{ErrorKind::Usage, u"a sandbox cannot have %1 brokers"_s.arg(config.brokers),
                     u"give 1 to %1"_s.arg(mostBrokers), std::nullopt};
    if (config.queues < 1 || config.queues > mostQueues)
        return Error{ErrorKind::Usage, u"a sandbox's topics cannot have %1 queues"_s.arg(config.queues),
                     u"give 1 to %1"_s.arg(mostQueues), std::nullopt};
    return {};
}

} // namespace

class Sandbox::Private
{
public:
    explicit Private(SandboxConfig sandboxConfig)
        : config(std::move(sandboxConfig))
        , thread(u"gantry-sandbox"_s)
    {
    }

    SandboxConfig config;
    WorkerThread thread;
    std::unique_ptr<sandbox::Cluster> cluster; ///< made, used and deleted on the thread
};

Sandbox::Sandbox(SandboxConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{
}

Sandbox::~Sandbox()
{
    stop();
}

Result<void> Sandbox::start()
{
    if (Result<void> checked = check(d->config); !checked)
        return checked;
    Result<void> started;
    d->thread.run([this, &started] {
        auto cluster = std::make_unique<sandbox::Cluster>(d->config);
        started = cluster->start();
        if (started)
            d->cluster = std::move(cluster);
    });
    return started;
}

void Sandbox::stop()
{
    d->thread.run([this] { d->cluster.reset(); });
}

QString Sandbox::nameServer() const
{
    QString address;
    d->thread.run([&] {
        if (d->cluster)
            address = d->cluster->nameServer().address().text();
    });
    return address;
}

QList<SandboxBroker> Sandbox::brokers() const
{
    QList<SandboxBroker> list;
    d->thread.run([&] {
        if (d->cluster)
            list = d->cluster->brokers();
    });
    return list;
}

Result<void> Sandbox::control(const QString &line)
{
    Result<void> done =
        Error{ErrorKind::Usage, u"the sandbox does not run"_s, u"start it first"_s, std::nullopt};
    d->thread.run([&] {
        if (d->cluster)
            done = d->cluster->control(line);
    });
    return done;
}

Result<void> Sandbox::play(const QString &scenario, std::function<void(const QString &)> said)
{
    Result<void> done =
        Error{ErrorKind::Usage, u"the sandbox does not run"_s, u"start it first"_s, std::nullopt};
    d->thread.run([&] {
        if (d->cluster)
            done = d->cluster->play(scenario, std::move(said));
    });
    return done;
}

QStringList Sandbox::faults() const
{
    QStringList list;
    d->thread.run([&] {
        if (d->cluster)
            list = d->cluster->faults();
    });
    return list;
}

QList<SandboxRequest> Sandbox::requests(quint64 after) const
{
    QList<SandboxRequest> list;
    d->thread.run([&] {
        if (d->cluster)
            list = d->cluster->log().since(after);
    });
    return list;
}

} // namespace gantry
