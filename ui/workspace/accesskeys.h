// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/keychain.h"
#include <gantry/aclcredentials.h>

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

namespace gantry::ui {

/// The access keys of the profiles: in memory, and where the system has a keychain, one entry a profile
/// there. Never in a file.
///
/// Thread: the window's; nothing here blocks.
class AccessKeys final : public QObject
{
    Q_OBJECT

public:
    /// Null: there is no keychain, and what is typed is known until the program ends.
    explicit AccessKeys(std::unique_ptr<Keychain> keychain, QObject *parent = nullptr);

    /// What is known now, complete or not.
    [[nodiscard]] AclCredentials of(const QString &profile) const { return m_known.value(profile); }
    /// Those that requests can be signed with.
    [[nodiscard]] std::optional<AclCredentials> usable(const QString &profile) const;
    /// Asks the keychain where nothing is known; false when there is nothing to wait for. Else answered()
    /// comes.
    bool look(const QString &profile);

    /// Known at once, kept a moment later. Empty ones: the entry is deleted.
    void set(const QString &profile, const AclCredentials &keys);
    void rename(const QString &from, const QString &to);
    void copy(const QString &from, const QString &to);
    /// The profile is gone; restore() brings its keys back until the next remove().
    void remove(const QString &profile);
    void restore(const QString &profile);
    /// Keeps what waits for that.
    void flush();

    /// Why the keychain does not keep what is typed; empty when it does, as far as is known.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

Q_SIGNALS:
    /// The keychain has answered, or keys were typed meanwhile.
    void answered(const QString &profile);
    /// Keys, or trouble().
    void changed();

private:
    void onRead(const QString &profile, const Result<std::optional<Secret>> &found);
    void erase(const QString &profile);
    void note(const Result<void> &done);

    std::unique_ptr<Keychain> m_keychain;
    QHash<QString, AclCredentials> m_known;
    QSet<QString> m_asking;
    QSet<QString> m_unsaved;
    QTimer m_saving;
    AclCredentials m_removed;
    QString m_trouble;
};

} // namespace gantry::ui
