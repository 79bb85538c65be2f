// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/accesskeys.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto saveDelay = 400ms;

Secret toText(const AclCredentials &keys)
{
    const QJsonObject json{{u"accessKey"_s, keys.accessKey},
                           {u"secretKey"_s, keys.secretKey.reveal()},
                           {u"securityToken"_s, keys.securityToken.reveal()}};
    return Secret(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

AclCredentials fromText(const Secret &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.reveal().toUtf8()).object();
    return {json.value("accessKey"_L1).toString(), Secret(json.value("secretKey"_L1).toString()),
            Secret(json.value("securityToken"_L1).toString())};
}

} // namespace

AccessKeys::AccessKeys(std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
    if (!m_keychain)
        m_trouble = tr("There is no keychain.");
    m_saving.setSingleShot(true);
    m_saving.setInterval(saveDelay);
    connect(&m_saving, &QTimer::timeout, this, &AccessKeys::flush);
}

std::optional<AclCredentials> AccessKeys::usable(const QString &profile) const
{
    const AclCredentials keys = of(profile);
    if (keys.accessKey.isEmpty() || keys.secretKey.isEmpty())
        return {};
    return keys;
}

bool AccessKeys::look(const QString &profile)
{
    if (m_asking.contains(profile))
        return true;
    if (!m_keychain || m_known.contains(profile))
        return false;
    m_asking.insert(profile);
    m_keychain->read(profile,
                     [this, profile](const Result<std::optional<Secret>> &found) { onRead(profile, found); });
    return true;
}

void AccessKeys::onRead(const QString &profile, const Result<std::optional<Secret>> &found)
{
    if (!m_asking.remove(profile))
        return; // something was typed meanwhile, and counts
    if (found)  // else it is asked again: it may have been locked
        m_known.insert(profile, *found ? fromText(**found) : AclCredentials());
    note(found ? Result<void>() : Result<void>(found.error()));
    Q_EMIT answered(profile);
}

void AccessKeys::set(const QString &profile, const AclCredentials &keys)
{
    m_known.insert(profile, keys);
    m_unsaved.insert(profile);
    m_saving.start();
    Q_EMIT changed();
    if (m_asking.remove(profile))
        Q_EMIT answered(profile);
}

void AccessKeys::rename(const QString &from, const QString &to)
{
    if (!m_known.contains(from))
        return;
    set(to, m_known.take(from));
    erase(from);
}

void AccessKeys::copy(const QString &from, const QString &to)
{
    if (m_known.contains(from))
        set(to, of(from));
}

void AccessKeys::remove(const QString &profile)
{
    m_removed = m_known.take(profile);
    erase(profile);
}

void AccessKeys::restore(const QString &profile)
{
    if (const AclCredentials keys = std::exchange(m_removed, {}); keys != AclCredentials())
        set(profile, keys);
}

void AccessKeys::erase(const QString &profile)
{
    m_unsaved.remove(profile);
    m_asking.remove(profile);
    if (m_keychain)
        m_keychain->remove(profile, [this](const Result<void> &done) { note(done); });
}

void AccessKeys::flush()
{
    m_saving.stop();
    for (const QString &profile : std::exchange(m_unsaved, {})) {
        const AclCredentials keys = of(profile);
        if (keys == AclCredentials())
            erase(profile);
        else if (m_keychain)
            m_keychain->write(profile, toText(keys), [this](const Result<void> &done) { note(done); });
    }
}

void AccessKeys::note(const Result<void> &done)
{
    m_trouble = done ? QString() : done.error().detail;
    Q_EMIT changed();
}

} // namespace gantry::ui
