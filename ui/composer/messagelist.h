// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"
#include "workspace/workspace.h"

#include <QWidget>

class QAction;
class QFileSystemModel;
class QLabel;
class QListView;

namespace gantry::ui {

/// The messages that are kept as files in one folder, which may be a clone of a repository.
class MessageList final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageList(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    void openRequested(const QString &path, const gantry::ui::MessageDraft &draft);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showFolder();
    void openCurrent();
    void chooseFolder();

    Workspace &m_workspace;
    QFileSystemModel *m_files;
    QListView *m_list;
    QLabel *m_trouble;
    QAction *m_open;
    QAction *m_choose;
};

} // namespace gantry::ui
