// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/producerconfig.h>
#include <gantry/result.h>

#include <QJsonObject>
#include <QString>

namespace gantry {

/// Where a profile leads; decides its colour, and what asks before it is done.
enum class Environment { None, Development, Testing, Production };

/// A named way to a cluster, or to the sandbox inside the program. Holds no secrets.
struct Profile {
    enum class Kind { Sandbox, Cluster };

    QString name;
    Kind kind = Kind::Cluster;
    Environment environment = Environment::None;
    /// nameServers is filled in by who starts a sandbox; credentials are never set.
    ProducerConfig config;
    /// Requests are signed. The keys themselves are elsewhere: in the system's keychain, or with the caller.
    bool isSigned = false;

    /// "Sandbox", with the group of RocketMQ's own example.
    [[nodiscard]] static Profile sandbox();

    /// Only what differs from the defaults.
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Config, naming the member that makes no sense.
    [[nodiscard]] static Result<Profile> fromJson(const QJsonObject &json);

    /// A producer that runs by `other` need not be started again: only name and environment may differ.
    [[nodiscard]] bool connectsAs(const Profile &other) const;
    /// Who chose this one does not want what he sends to go by `other`: it is another profile, or was given
    /// another cluster. Other settings of the same one take effect at its next start.
    [[nodiscard]] bool leadsElsewhereThan(const Profile &other) const;
};

} // namespace gantry
