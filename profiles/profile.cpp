// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "profiles/profile.h"

#include <gantry/producersettings.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

constexpr std::array environmentNames{"none"_L1, "development"_L1, "testing"_L1, "production"_L1};

Error badMember(const QString &member, const QString &value)
{
    return {ErrorKind::Config, u"the profile has \"%1\": \"%2\", which makes no sense"_s.arg(member, value),
            u"correct the file, or delete it"_s, std::nullopt};
}

/// Without its value: what somebody put there may be a secret.
Error unknownSetting(const QString &name)
{
    return {ErrorKind::Config, u"the profile has the setting \"%1\", which does not exist"_s.arg(name),
            u"correct the file, or delete it; access keys do not belong there"_s, std::nullopt};
}

QJsonObject tlsToJson(const TlsConfig &tls)
{
    return {{u"ca"_s, tls.caFile},
            {u"certificate"_s, tls.certificateFile},
            {u"key"_s, tls.keyFile},
            {u"insecure"_s, tls.insecure}};
}

TlsConfig tlsFromJson(const QJsonObject &json)
{
    return {json.value("ca"_L1).toString(), json.value("certificate"_L1).toString(),
            json.value("key"_L1).toString(), json.value("insecure"_L1).toBool()};
}

Result<void> readSettings(ProducerConfig &config, const QJsonObject &settings)
{
    for (auto entry = settings.begin(); entry != settings.end(); ++entry) {
        const ProducerSetting *setting = producerSetting(entry.key());
        if (!setting)
            return unknownSetting(entry.key());
        const QString text = entry.value().toVariant().toString();
        if (!entry.value().isString() || !setting->write(config, text))
            return badMember(entry.key(), text);
    }
    return {};
}

Result<void> readAddressMap(ProducerConfig &config, const QJsonObject &map)
{
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        if (entry.key().isEmpty() || entry.value().toString().isEmpty())
            return badMember(u"addressMap"_s, entry.key());
        config.addressMap.insert(Address(entry.key()), Address(entry.value().toString()));
    }
    return {};
}

} // namespace

Profile Profile::sandbox()
{
    Profile profile;
    profile.name = u"Sandbox"_s;
    profile.kind = Kind::Sandbox;
    profile.config.group = GroupName(u"ProducerGroupName"_s);
    return profile;
}

QJsonObject Profile::toJson() const
{
    const ProducerConfig defaults;
    QJsonObject settings;
    for (const ProducerSetting &setting : producerSettings()) {
        if (const QString text = setting.read(config); text != setting.read(defaults))
            settings.insert(QLatin1StringView(setting.name), text);
    }
    QJsonObject json{{u"name"_s, name},
                     {u"kind"_s, kind == Kind::Sandbox ? u"sandbox"_s : u"cluster"_s},
                     {u"environment"_s, environmentNames.at(size_t(environment))},
                     {u"settings"_s, settings}};
    if (isSigned)
        json.insert("accessControl"_L1, true);
    if (config.tls)
        json.insert("tls"_L1, tlsToJson(*config.tls));
    QJsonObject map;
    for (const auto &[advertised, used] : config.addressMap.asKeyValueRange())
        map.insert(advertised.text(), used.text());
    if (!map.isEmpty())
        json.insert("addressMap"_L1, map);
    return json;
}

bool Profile::connectsAs(const Profile &other) const
{
    Profile named = *this;
    named.name = other.name;
    named.environment = other.environment;
    return named.toJson() == other.toJson();
}

bool Profile::leadsElsewhereThan(const Profile &other) const
{
    const bool isOtherCluster =
        kind != other.kind || (kind == Kind::Cluster && config.nameServers != other.config.nameServers);
    return isOtherCluster || (name != other.name && !connectsAs(other));
}

Result<Profile> Profile::fromJson(const QJsonObject &json)
{
    Profile profile;
    profile.name = json.value("name"_L1).toString();
    if (profile.name.trimmed().isEmpty())
        return badMember(u"name"_s, profile.name);
    const QString kind = json.value("kind"_L1).toString(u"cluster"_s);
    if (kind != "sandbox"_L1 && kind != "cluster"_L1)
        return badMember(u"kind"_s, kind);
    profile.kind = kind == "sandbox"_L1 ? Kind::Sandbox : Kind::Cluster;
    const QString environment = json.value("environment"_L1).toString(u"none"_s);
    const auto *found = std::ranges::find(environmentNames, environment);
    if (found == environmentNames.end())
        return badMember(u"environment"_s, environment);
    profile.environment = Environment(found - environmentNames.begin());
    if (Result<void> read = readSettings(profile.config, json.value("settings"_L1).toObject()); !read)
        return read.error();
    profile.isSigned = json.value("accessControl"_L1).toBool();
    if (json.contains("tls"_L1))
        profile.config.tls = tlsFromJson(json.value("tls"_L1).toObject());
    if (Result<void> read = readAddressMap(profile.config, json.value("addressMap"_L1).toObject()); !read)
        return read.error();
    return profile;
}

} // namespace gantry
