// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <memory>

namespace gantry::testing {

class GantryCtlProcess;
class RocketMqCluster;

/// The servers that a suite of the sandbox tests: two brokers with four queues a topic.
///
/// They are `gantryctl sandbox` in a process of its own. With the environment GANTRY_TEST_SANDBOX=real they
/// are real RocketMQ servers, of GANTRY_TEST_SANDBOX_VERSION, else 5.5.0: what fails there is the test's own
/// mistake.
class ClusterUnderTest
{
public:
    ClusterUnderTest();
    ~ClusterUnderTest();
    Q_DISABLE_COPY_MOVE(ClusterUnderTest)

    /// Starts it, unless it runs. False, and error() says why, if it cannot be had.
    [[nodiscard]] bool start();
    void stop();
    /// Creates `topic` with four queues at each broker.
    [[nodiscard]] bool createTopic(const QString &topic);

    [[nodiscard]] QString nameServers() const { return m_nameServers; }
    [[nodiscard]] QString error() const { return m_error; }

private:
    [[nodiscard]] QString startSandbox();
    [[nodiscard]] QString startReal();

    std::unique_ptr<GantryCtlProcess> m_sandbox;
    std::unique_ptr<RocketMqCluster> m_real;
    QString m_nameServers;
    QString m_error;
};

} // namespace gantry::testing
