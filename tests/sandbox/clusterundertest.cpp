// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/clusterundertest.h"

#include "support/gantryctlprocess.h"
#include "support/rocketmqcluster.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

constexpr int patienceMs = 10'000;

} // namespace

ClusterUnderTest::ClusterUnderTest() = default;

ClusterUnderTest::~ClusterUnderTest()
{
    stop();
}

bool ClusterUnderTest::start()
{
    if (m_nameServers.isEmpty())
        m_nameServers =
            qEnvironmentVariable("GANTRY_TEST_SANDBOX") == "real"_L1 ? startReal() : startSandbox();
    return !m_nameServers.isEmpty();
}

void ClusterUnderTest::stop()
{
    m_nameServers.clear();
    if (m_sandbox) {
        m_sandbox->closeInput();
        if (!m_sandbox->waitForEnd(patienceMs) || m_sandbox->exitCode() != 0)
            qWarning("the sandbox did not end well: %s", m_sandbox->report().constData());
    }
    m_sandbox.reset();
    m_real.reset();
}

QString ClusterUnderTest::startSandbox()
{
    m_sandbox = std::make_unique<GantryCtlProcess>();
    m_sandbox->start(
        {u"sandbox"_s, u"--brokers"_s, u"2"_s, u"--queues"_s, u"4"_s, u"--check-interval"_s, u"1000"_s});
    (void)QTest::qWaitFor([this] { return !m_sandbox->lines().isEmpty() || !m_sandbox->isRunning(); },
                          patienceMs);
    if (m_sandbox->lines().isEmpty() || !m_sandbox->lines().first()["ready"_L1].toBool()) {
        m_error = u"the sandbox is not ready: "_s + QString::fromUtf8(m_sandbox->report());
        return {};
    }
    return m_sandbox->lines().first()["namesrv"_L1].toString();
}

QString ClusterUnderTest::startReal()
{
    ClusterOptions options;
    options.version = qEnvironmentVariable("GANTRY_TEST_SANDBOX_VERSION", u"5.5.0"_s);
    options.brokers = 2;
    // Half messages are looked at each second; RocketMQ's own brokers take their time.
    options.settings = {u"defaultTopicQueueNums=4"_s, u"transactionCheckInterval=1000"_s,
                        u"transactionTimeOut=1000"_s, u"transactionOpBatchInterval=500"_s};
    m_real = std::make_unique<RocketMqCluster>();
    if (!m_real->up(options)) {
        m_error = m_real->error();
        return {};
    }
    return m_real->nameServers();
}

bool ClusterUnderTest::createTopic(const QString &topic)
{
    if (m_real) { // its tool waits until the route is whole
        const bool isCreated = m_real->topic(topic + ":4"_L1);
        m_error = m_real->error();
        return isCreated;
    }
    GantryCtlProcess ctl;
    const bool isDone =
        ctl.run({u"topic"_s, u"create"_s, topic, u"--queues"_s, u"4"_s, u"-n"_s, m_nameServers})
        && ctl.exitCode() == 0;
    if (!isDone)
        m_error = QString::fromUtf8(ctl.report());
    return isDone;
}

} // namespace gantry::testing
