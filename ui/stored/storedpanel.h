// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/inquiry.h"
#include "workspace/messagelabel.h"
#include "workspace/readback.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QStandardItemModel>
#include <QTreeView>
#include <QWidget>

#include <optional>

namespace gantry::ui {

struct StoredRow;

/// What the broker stored of one message, compared with what was sent; and the recall of a timer message.
class StoredPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StoredPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// What was read back of another one is forgotten.
    void showMessage(const gantry::ui::SentMessage &message);
    void clear();
    /// What can be done with a result.
    [[nodiscard]] QList<QAction *> resultActions() const { return {m_readBack, m_recall}; }
    [[nodiscard]] QList<QAction *> menuActions() const { return {m_readBack, m_recall, m_copy}; }

Q_SIGNALS:
    /// Something is asked: what comes should be in sight.
    void asked();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Recalled {
        QString msgId;
        Result<QString> result = Error{};
    };

    void build();
    [[nodiscard]] QAction *makeAction(const char *name, const QKeySequence &shortcut);
    void retranslate();
    void enableActions();
    [[nodiscard]] std::optional<ProducerConfig> connection() const;
    [[nodiscard]] QString whyNotReadBack() const;
    [[nodiscard]] QString whyNotRecall() const;
    void readBackNow();
    void recallNow();
    void onRecalled(const Recalled &recalled);
    void tell();
    void tellRecall();
    void addRow(QStandardItem &parent, const StoredRow &row);
    void copyText();

    Workspace &m_workspace;
    std::optional<SentMessage> m_message;
    std::optional<ReadBack> m_found;
    QString m_recalling; ///< the id of what is being recalled
    std::optional<Recalled> m_recalled;
    Inquiry<ReadBack> m_reading;
    Inquiry<Recalled> m_recallAsked;
    MessageLabel *m_verdict;
    MessageLabel *m_note;
    MessageLabel *m_recallText;
    QStandardItemModel m_model;
    QTreeView *m_tree;
    QAction *m_readBack;
    QAction *m_recall;
    QAction *m_copy;
};

} // namespace gantry::ui
