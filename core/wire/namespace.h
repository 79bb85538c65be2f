// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QString>

#include <utility>

namespace gantry::wire {

/// A namespace of the first kind: a prefix that topics and groups have on the wire and for servers, and that
/// users never see. `T` becomes `NS%T`, `%RETRY%G` becomes `%RETRY%NS%G`; RocketMQ's own topics and groups,
/// and what has the prefix already, stay as they are. An empty namespace changes nothing.
///
/// Java: NamespaceUtil; ClientConfig#withNamespace, #withoutNamespace
class Namespace
{
public:
    Namespace() = default;
    explicit Namespace(QString name)
        : m_name(std::move(name))
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_name.isEmpty(); }
    [[nodiscard]] const QString &name() const { return m_name; }

    [[nodiscard]] QString wrap(const QString &resource) const;
    /// Takes off this namespace and no other.
    [[nodiscard]] QString strip(const QString &resource) const;

    template<typename Tag>
    [[nodiscard]] Named<Tag> wrap(const Named<Tag> &resource) const
    {
        return isEmpty() ? resource : Named<Tag>(wrap(resource.text()));
    }
    template<typename Tag>
    [[nodiscard]] Named<Tag> strip(const Named<Tag> &resource) const
    {
        return isEmpty() ? resource : Named<Tag>(strip(resource.text()));
    }

    /// That of an endpoint `[http://]MQ_INST_x_y.domain…`; empty for any other address.
    /// Java: NameServerAddressUtils#parseInstanceIdFromEndpoint
    [[nodiscard]] static Namespace ofEndpoint(const QString &nameServers);

    friend bool operator==(const Namespace &, const Namespace &) = default;

private:
    QString m_name;
};

} // namespace gantry::wire
