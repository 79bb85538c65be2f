// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxwatch.h"
#include "workspace/messagelabel.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

namespace gantry::ui {

/// Sets faults: by choices that make the line, by the line itself, or by one of the presets; and lists those
/// that are set.
class FaultForm final : public QWidget
{
    Q_OBJECT

public:
    explicit FaultForm(SandboxWatch &watch, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const { return m_actions; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addChoices(QFormLayout &form);
    void addPresets();
    [[nodiscard]] QAction *addAction(const QString &name, const QString &line);
    void retranslate();
    void makeLine();
    void setFault();
    void carryOut(const QString &line);
    void showView();
    [[nodiscard]] QString target() const;

    SandboxWatch &m_watch;
    QComboBox *m_server;
    QComboBox *m_request;
    QComboBox *m_action;
    QSpinBox *m_number;
    QLineEdit *m_remark;
    QSpinBox *m_next;
    QSpinBox *m_share;
    QLineEdit *m_line;
    QPushButton *m_set;
    QToolButton *m_presets;
    MessageLabel *m_message;
    QLabel *m_activeTitle;
    QListWidget *m_active;
    QPushButton *m_clear;
    QList<QLabel *> m_labels; ///< of the choices, from the top
    QList<QAction *> m_actions;
};

} // namespace gantry::ui
