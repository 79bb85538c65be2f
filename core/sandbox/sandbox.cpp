// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/workerthread.h"
#include "sandbox/cluster.h"
#include <gantry/sandbox.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry {

using sandbox::Cluster;
using sandbox::makeServerTls;
using sandbox::ServerTls;

namespace {

constexpr int mostBrokers = 26; // they are named by letters
constexpr int mostQueues = 1024;
constexpr int leastKeyLength = 7;

Result<void> check(const SandboxConfig &config)
{
    if (config.brokers < 1 || config.brokers > mostBrokers)
        return Error{ErrorKind::Usage, u"a sandbox cannot have %1 brokers"_s.arg(config.brokers),
                     u"give 1 to %1"_s.arg(mostBrokers), std::nullopt};
    if (config.queues < 1 || config.queues > mostQueues)
        return Error{ErrorKind::Usage, u"a sandbox's topics cannot have %1 queues"_s.arg(config.queues),
                     u"give 1 to %1"_s.arg(mostQueues), std::nullopt};
    if (config.account
        && (config.account->accessKey.size() < leastKeyLength
            || config.account->secretKey.size() < leastKeyLength))
        return Error{ErrorKind::Usage, u"the access key or the secret key is too short"_s,
                     u"give each %1 characters or more, as RocketMQ wants it"_s.arg(leastKeyLength),
                     std::nullopt};
    return {};
}

Result<void> notRunning()
{
    return Error{ErrorKind::Usage, u"the sandbox does not run"_s, u"start it first"_s, std::nullopt};
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

    /// Asks the cluster, on its thread; gives `otherwise` while there is none.
    template<typename Answer, typename Question>
    Answer ask(Answer otherwise, Question question)
    {
        thread.run([&] {
            if (cluster)
                otherwise = question(*cluster);
        });
        return otherwise;
    }

    SandboxConfig config;
    WorkerThread thread;
    std::unique_ptr<Cluster> cluster; ///< made, used and deleted on the thread
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
        if (d->cluster) {
            started =
                Error{ErrorKind::Usage, u"the sandbox runs already"_s, u"stop it first"_s, std::nullopt};
            return;
        }
        Result<ServerTls> tls = makeServerTls(d->config.tls);
        if (!tls) {
            started = tls.error();
            return;
        }
        auto cluster = std::make_unique<Cluster>(d->config, std::move(*tls));
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
    return d->ask(QString(), [](Cluster &cluster) { return cluster.nameServer().address().text(); });
}

QList<SandboxBroker> Sandbox::brokers() const
{
    return d->ask(QList<SandboxBroker>(), [](Cluster &cluster) { return cluster.brokers(); });
}

QString Sandbox::certificateFile() const
{
    return d->ask(QString(), [](Cluster &cluster) { return cluster.certificateFile(); });
}

Result<void> Sandbox::control(const QString &line)
{
    return d->ask(notRunning(), [&line](Cluster &cluster) { return cluster.control(line); });
}

Result<void> Sandbox::play(const QString &scenario, std::function<void(const QString &)> said)
{
    return d->ask(notRunning(), [&](Cluster &cluster) { return cluster.play(scenario, std::move(said)); });
}

QStringList Sandbox::faults() const
{
    return d->ask(QStringList(), [](Cluster &cluster) { return cluster.faults(); });
}

QList<SandboxRequest> Sandbox::requests(quint64 after, int limit) const
{
    return d->ask(QList<SandboxRequest>(), [after, limit](Cluster &cluster) {
        return cluster.log().since(after, size_t(std::max(0, limit)));
    });
}

} // namespace gantry
