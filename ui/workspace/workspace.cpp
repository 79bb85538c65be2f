// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include <QSettings>
#include <QStandardPaths>
#include <QThreadPool>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr int fewestThreads = 12;

QString historySettings(const WorkspacePaths &paths)
{
    return paths.config + u"/history.ini"_s;
}

qint64 historyRows(const WorkspacePaths &paths)
{
    const QSettings settings(historySettings(paths), QSettings::IniFormat);
    const qint64 rows = settings.value(u"rows"_s, History::defaultRows).toLongLong();
    return rows > 0 ? rows : History::defaultRows;
}

} // namespace

WorkspacePaths WorkspacePaths::standard()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/gantry"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/gantry"_s};
}

namespace {

constexpr auto messagesFolderKey = "messagesFolder"_L1;

QString settingsFile(const WorkspacePaths &paths)
{
    return paths.config + u"/workspace.ini"_s;
}

} // namespace

Workspace::Workspace(WorkspacePaths paths, std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_paths(std::move(paths))
    , m_drafts(m_paths.data + u"/drafts.json"_s)
    , m_history(m_paths.data + u"/history.sqlite"_s, historyRows(m_paths))
    , m_accessKeys(std::move(keychain))
    , m_session(m_accessKeys)
{
    // Its work mostly waits for servers: one that does not answer must not hold up the others.
    QThreadPool *pool = QThreadPool::globalInstance();
    pool->setMaxThreadCount(std::max(pool->maxThreadCount(), fewestThreads));
    connect(&m_session.inbox(), &OutcomeInbox::arrived, &m_outcomes, &OutcomeStore::append);
    connect(&m_session.inbox(), &OutcomeInbox::arrived, &m_history, &History::append);
}

Workspace::~Workspace() = default;

void Workspace::setProfile(const Profile &profile)
{
    m_profile = profile;
    Q_EMIT profileChanged();
}

std::optional<ProducerConfig> Workspace::connectionNow() const
{
    if (m_session.running().producer && !m_session.runsElsewhereThan(m_profile))
        return m_session.running().producer->config();
    if (m_profile.kind != Profile::Kind::Cluster)
        return std::nullopt;
    ProducerConfig config = m_profile.config;
    if (m_profile.isSigned)
        config.credentials = m_accessKeys.usable(m_profile.name);
    return config;
}

QString Workspace::messagesFolder() const
{
    const QSettings settings(settingsFile(m_paths), QSettings::IniFormat);
    return settings.value(messagesFolderKey, QString(m_paths.data + u"/messages"_s)).toString();
}

void Workspace::setMessagesFolder(const QString &folder)
{
    QSettings settings(settingsFile(m_paths), QSettings::IniFormat);
    settings.setValue(messagesFolderKey, folder);
    Q_EMIT messagesFolderChanged();
}

void Workspace::setHistoryRows(qint64 rows)
{
    QSettings(historySettings(m_paths), QSettings::IniFormat).setValue(u"rows"_s, rows);
    m_history.setMaxRows(rows);
}

void Workspace::send(const MessageDraft &draft)
{
    m_session.send(draft, m_profile);
}

void Workspace::resend(const std::vector<SentMessage> &messages)
{
    m_session.resend(messages, m_profile);
}

} // namespace gantry::ui
