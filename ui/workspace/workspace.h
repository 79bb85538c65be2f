// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/draftstore.h"
#include "workspace/history.h"
#include "workspace/messagedraft.h"
#include "workspace/outcomestore.h"
#include "workspace/profile.h"
#include "workspace/session.h"

#include <QObject>
#include <QString>

namespace gantry::ui {

/// Where the window keeps what outlives it.
struct WorkspacePaths {
    QString config; ///< settings and profiles
    QString data;   ///< history, drafts, messages

    /// Those of the XDG base directories.
    [[nodiscard]] static WorkspacePaths standard();
};

/// All that the window holds: panels reach core through it alone.
class Workspace final : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(WorkspacePaths paths, QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] const WorkspacePaths &paths() const { return m_paths; }
    [[nodiscard]] Session &session() { return m_session; }
    [[nodiscard]] OutcomeStore &outcomes() { return m_outcomes; }
    [[nodiscard]] DraftStore &drafts() { return m_drafts; }
    [[nodiscard]] History &history() { return m_history; }
    /// How many outcomes the history keeps, from now on and at later starts.
    void setHistoryRows(qint64 rows);

    /// The profile that Start and Send use.
    [[nodiscard]] const Profile &profile() const { return m_profile; }
    void setProfile(const Profile &profile);

    /// Where messages are kept as files.
    [[nodiscard]] QString messagesFolder() const;
    /// Remembered over the end of the program.
    void setMessagesFolder(const QString &folder);

    /// Starts the producer where none runs.
    void send(const MessageDraft &draft);
    /// As send(), the same messages again.
    void resend(const std::vector<gantry::ui::SentMessage> &messages);

Q_SIGNALS:
    void profileChanged();
    void messagesFolderChanged();

private:
    const WorkspacePaths m_paths;
    Profile m_profile = Profile::sandbox();
    DraftStore m_drafts;
    OutcomeStore m_outcomes;
    History m_history;
    Session m_session;
};

} // namespace gantry::ui
