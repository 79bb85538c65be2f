// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include "workspace/accesskeys.h"
#include "workspace/draftstore.h"
#include "workspace/history.h"
#include "workspace/messagedraft.h"
#include "workspace/outcomestore.h"
#include "workspace/session.h"

#include <QObject>
#include <QString>

#include <optional>

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
    /// `keychain`: where access keys outlive the program; null: nowhere.
    explicit Workspace(WorkspacePaths paths, std::unique_ptr<Keychain> keychain = nullptr,
                       QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] const WorkspacePaths &paths() const { return m_paths; }
    [[nodiscard]] Session &session() { return m_session; }
    [[nodiscard]] AccessKeys &accessKeys() { return m_accessKeys; }
    [[nodiscard]] OutcomeStore &outcomes() { return m_outcomes; }
    [[nodiscard]] DraftStore &drafts() { return m_drafts; }
    [[nodiscard]] History &history() { return m_history; }
    /// How many outcomes the history keeps, from now on and at later starts.
    void setHistoryRows(qint64 rows);

    /// The profile that Start and Send use.
    [[nodiscard]] const Profile &profile() const { return m_profile; }
    void setProfile(const Profile &profile);

    /// How the servers of that profile are reached: as its producer does when it runs; nothing for a sandbox
    /// that does not run.
    [[nodiscard]] std::optional<ProducerConfig> connectionNow() const;

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
    AccessKeys m_accessKeys;
    Session m_session;
};

} // namespace gantry::ui
