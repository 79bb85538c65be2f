// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profilestore.h"
#include "workspace/messagelabel.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QWidget>

#include <optional>

namespace gantry::ui {

/// Chooses, adds, renames and deletes profiles, and colours them by where they lead.
class ProfileBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileBar(ProfileStore &store, QWidget *parent = nullptr);

    [[nodiscard]] int current() const { return m_names->currentIndex(); }
    void setCurrent(int index);
    /// A new one, which is current then.
    void add(const Profile &profile);
    /// Of the current profile: its name or environment was changed elsewhere.
    void refresh();
    void showError(const Error &error) { m_message->say(error); }
    [[nodiscard]] QList<QAction *> menuActions() const { return m_actions; }

Q_SIGNALS:
    void copied(const QString &from, const QString &to);
    void removed(const QString &name);
    /// What was removed is back, by this name.
    void restored(const QString &name);
    void selected(int index);
    /// The current profile has another name or environment now.
    void changed(const gantry::Profile &profile);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QAction *makeAction(const QString &name, void (ProfileBar::*slot)());
    void build();
    void retranslate();
    void duplicate();
    void addEmpty();
    void rename();
    void finishRename();
    void remove();
    void undoRemove();
    void setEnvironment(int index);
    void showProblems();
    [[nodiscard]] QIcon colourOf(Environment environment) const;

    ProfileStore &m_store;
    QStackedWidget *m_name;
    QComboBox *m_names;
    QLineEdit *m_newName;
    QToolButton *m_menu;
    QComboBox *m_environment;
    MessageLabel *m_message;
    MessageLabel *m_problems;
    QList<QAction *> m_actions; ///< those below, which are made after it
    QAction *m_add;
    QAction *m_duplicate;
    QAction *m_rename;
    QAction *m_remove;
    QAction *m_undo;
    std::optional<Profile> m_removed;
};

} // namespace gantry::ui
