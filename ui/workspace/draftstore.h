// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"

#include <QObject>
#include <QTimer>

namespace gantry::ui {

/// What is being composed, over the end of the program however that comes: written whole at most a second
/// after a change, in place of the old file only once it is complete.
class DraftStore final : public QObject
{
    Q_OBJECT

public:
    struct Drafts {
        QList<MessageDraft> messages;
        qsizetype current = 0;

        friend bool operator==(const Drafts &, const Drafts &) = default;
    };

    explicit DraftStore(QString path, QObject *parent = nullptr);
    /// Writes what is not written yet.
    ~DraftStore() override;

    /// Of the last start; nothing when there are none, or the file makes no sense.
    [[nodiscard]] Drafts load() const;
    void save(const Drafts &drafts);
    /// Why the last writing failed; empty when it did not.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

Q_SIGNALS:
    void troubleChanged(const QString &trouble);

private:
    void write();

    const QString m_path;
    Drafts m_drafts;
    QTimer m_writing;
    QString m_trouble;
};

} // namespace gantry::ui
