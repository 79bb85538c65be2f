// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profiles/profile.h"
#include <gantry/result.h>

#include <QCoreApplication>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace gantry {

/// The profiles, each a file of JSON without secrets in one folder. The sandbox is always there, and the
/// first. A file that makes no sense is told of and left alone.
class ProfileStore final
{
    Q_DECLARE_TR_FUNCTIONS(ProfileStore)

public:
    /// Reads the folder; it need not exist.
    explicit ProfileStore(QString folder);
    /// That of the window and of gantryctl, below the XDG base directory of configurations.
    [[nodiscard]] static QString standardFolder();

    [[nodiscard]] int size() const { return int(m_entries.size()); }
    [[nodiscard]] const Profile &profile(int index) const { return m_entries.at(size_t(index)).profile; }
    /// As people write it: capitals do not count, as in freeName(). Nothing when there is none.
    [[nodiscard]] std::optional<int> find(const QString &name) const;
    /// Why some files were not read, a sentence each.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

    /// Not written before save(). Gives its index.
    int add(const Profile &profile);
    /// Not written before saveChanges().
    void change(int index, const Profile &profile);
    /// Errors: as save(), of the first that cannot be written.
    [[nodiscard]] Result<void> saveChanges();
    /// The file takes the name of the profile. Errors: Config, when it cannot be written.
    [[nodiscard]] Result<void> save(int index);
    /// Not the first one. Errors: Config; the profile stays then.
    [[nodiscard]] Result<void> remove(int index);

    /// 0 when nothing else is remembered.
    [[nodiscard]] int lastUsed() const;
    [[nodiscard]] Result<void> setLastUsed(int index);

    /// `wanted`, with a number where another profile has that name; `except`: the index that may have it.
    [[nodiscard]] QString freeName(const QString &wanted, int except = -1) const;

private:
    struct Entry {
        Profile profile;
        QString fileName; ///< empty until it is saved
        bool isChanged = false;
    };

    void read(const QString &fileName);
    [[nodiscard]] QString freeFileName(const QString &name, const QString &own) const;
    [[nodiscard]] QString path(const QString &fileName) const { return m_folder + u'/' + fileName; }

    QString m_folder;
    std::vector<Entry> m_entries;
    QStringList m_problems;
    QSet<QString> m_brokenFiles;
};

} // namespace gantry
