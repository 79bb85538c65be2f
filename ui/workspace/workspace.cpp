// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include <QStandardPaths>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

WorkspacePaths WorkspacePaths::standard()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/gantry"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/gantry"_s};
}

Workspace::Workspace(WorkspacePaths paths, QObject *parent)
    : QObject(parent)
    , m_paths(std::move(paths))
    , m_drafts(m_paths.data + u"/drafts.json"_s)
{
    connect(&m_session.inbox(), &OutcomeInbox::arrived, &m_outcomes, &OutcomeStore::append);
}

Workspace::~Workspace() = default;

void Workspace::setProfile(const Profile &profile)
{
    m_profile = profile;
    Q_EMIT profileChanged();
}

void Workspace::send(const MessageDraft &draft)
{
    m_session.send(draft, m_profile);
}

} // namespace gantry::ui
